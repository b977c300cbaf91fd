import type {
  DescribeStateMachineCommandInput,
  DescribeStateMachineCommandOutput,
  DescribeStateMachineForExecutionCommandInput,
  DescribeStateMachineForExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { variableReferences } from '../asl/variable-references.ts';
import type { Revision } from '../engine/revision.ts';
import { describedLogging } from '../machine-changes.ts';
import type { OperationDeps } from './deps.ts';
import { findExecution } from './describe-execution.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
export const describeStateMachine = ({ machines }: Pick<OperationDeps, 'machines'>) =>
  operation<DescribeStateMachineCommandInput, Omit<DescribeStateMachineCommandOutput, '$metadata'>>({
    name: 'DescribeStateMachine',
    access: ({ stateMachineArn }) => [{ action: 'states:DescribeStateMachine', resource: stateMachineArn ?? '*' }],
    run({ stateMachineArn, includedData }) {
      const { machine, revision, versionArn } = machines.resolve(stateMachineArn);
      const version = versionArn === undefined ? undefined : machines.store.version(versionArn);
      return {
        stateMachineArn: version?.arn ?? machine.arn,
        name: machine.name,
        type: machine.type,
        status: machine.status,
        creationDate: new Date(version?.createdAt ?? machine.createdAt),
        ...(version?.description === undefined ? {} : { description: version.description }),
        ...described(revision, includedData),
      };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html */
export const describeStateMachineForExecution = (deps: Pick<OperationDeps, 'machines' | 'engine' | 'executions'>) =>
  operation<
    DescribeStateMachineForExecutionCommandInput,
    Omit<DescribeStateMachineForExecutionCommandOutput, '$metadata'>
  >({
    name: 'DescribeStateMachineForExecution',
    access: ({ executionArn }) => [
      { action: 'states:DescribeStateMachineForExecution', resource: executionArn ?? '*' },
    ],
    run({ executionArn, includedData }) {
      const record = findExecution(deps, executionArn);
      const revision = deps.machines.store.revision(record.revision);
      return {
        stateMachineArn: record.machineArn,
        name: record.machineName,
        updateDate: new Date(revision.createdAt),
        ...described(revision, includedData),
      };
    },
  });

/** What both descriptions show of a revision. */
function described(revision: Revision, includedData = 'ALL_DATA') {
  const references = includedData === 'ALL_DATA' ? variableReferences(revision.definition) : {};
  return {
    // Without the data a definition shows only that it is there.
    definition: includedData === 'ALL_DATA' ? revision.definition : '{}',
    roleArn: revision.roleArn,
    loggingConfiguration: describedLogging(revision.logging),
    tracingConfiguration: { enabled: revision.tracing },
    encryptionConfiguration: { type: 'AWS_OWNED_KEY' as const },
    ...(revision.revisionId === undefined ? {} : { revisionId: revision.revisionId }),
    ...(Object.keys(references).length === 0 ? {} : { variableReferences: references }),
  };
}
