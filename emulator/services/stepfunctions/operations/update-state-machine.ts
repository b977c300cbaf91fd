import type { UpdateStateMachineCommandInput, UpdateStateMachineCommandOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import { stateMachineDeleting, validationError } from '../api-errors.ts';
import { parseMachineArn } from '../arns.ts';
import { type Configuration, publishRevision, reviseMachine } from '../machine-changes.ts';
import type { OperationDeps } from './deps.ts';
import { checkLogging, checkRole } from './names.ts';

type Deps = Pick<OperationDeps, 'clock' | 'ids' | 'machines'>;

/**
 * Gives a state machine a new definition, role or configuration. Executions that run go on with what they started with
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html).
 */
export const updateStateMachine = (deps: Deps) =>
  operation<UpdateStateMachineCommandInput, Omit<UpdateStateMachineCommandOutput, '$metadata'>>({
    name: 'UpdateStateMachine',
    access: ({ stateMachineArn }) => [{ action: 'states:UpdateStateMachine', resource: stateMachineArn ?? '*' }],
    run(input) {
      const machine = deps.machines.machine(parseMachineArn(input.stateMachineArn).machineArn);
      if (machine.status === 'DELETING') throw stateMachineDeleting(machine.arn);
      checkInput(input);
      checkLogging(input.loggingConfiguration);
      if (input.definition !== undefined) deps.machines.compile(input.definition, machine.type);
      const revision = reviseMachine(deps, machine, changesOf(input));
      const version = input.publish ? publishRevision(deps, revision, input.versionDescription) : undefined;
      return {
        updateDate: new Date(deps.clock.now()),
        ...(revision.revisionId === undefined ? {} : { revisionId: revision.revisionId }),
        ...(version ? { stateMachineVersionArn: version.arn } : {}),
      };
    },
  });

function checkInput(input: UpdateStateMachineCommandInput): void {
  const { definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration } = input;
  const changes = [definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration];
  if (changes.every((change) => change === undefined)) {
    const message =
      'Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration or the EncryptionConfiguration must be specified';
    throw new AwsError('MissingRequiredParameter', message);
  }
  if (input.versionDescription !== undefined && !input.publish) {
    throw validationError('Version description can only be set when publish is true');
  }
}

const changesOf = (input: UpdateStateMachineCommandInput): Partial<Configuration> => ({
  ...(input.definition === undefined ? {} : { definition: input.definition }),
  ...(input.roleArn === undefined ? {} : { roleArn: checkRole(input.roleArn) }),
  ...(input.loggingConfiguration === undefined ? {} : { logging: input.loggingConfiguration }),
  ...(input.tracingConfiguration?.enabled === undefined ? {} : { tracing: input.tracingConfiguration.enabled }),
});
