import type { DescribeExecutionCommandInput, DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { executionDoesNotExist, wrongResourceType } from '../api-errors.ts';
import { parseExecutionArn } from '../arns.ts';
import type { ExecutionRecord } from '../engine/execution-record.ts';
import { redriveState } from '../engine/redrive.ts';
import type { OperationDeps } from './deps.ts';

type Deps = Pick<OperationDeps, 'engine' | 'executions' | 'clock'>;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export const describeExecution = (deps: Deps) =>
  operation<DescribeExecutionCommandInput, Omit<DescribeExecutionCommandOutput, '$metadata'>>({
    name: 'DescribeExecution',
    access: ({ executionArn }) => [{ action: 'states:DescribeExecution', resource: executionArn ?? '*' }],
    run({ executionArn, includedData = 'ALL_DATA' }) {
      const record = findExecution(deps, executionArn);
      return describedExecution(record, deps.clock.now(), includedData === 'ALL_DATA');
    },
  });

/**
 * A Standard execution, running or not.
 *
 * @throws AwsError InvalidArn, also for an Express execution; ExecutionDoesNotExist
 */
export function findExecution(
  { engine, executions }: Pick<Deps, 'engine' | 'executions'>,
  arn: string | undefined,
): ExecutionRecord {
  const checked = parseExecutionArn(arn);
  if (/^arn:[^:]+:states:[^:]*:[^:]*:express:/.test(checked)) throw wrongResourceType('express');
  engine.write();
  const record = engine.live(checked)?.record ?? executions.find(checked);
  if (!record) throw executionDoesNotExist(checked);
  return record;
}

/** An execution as DescribeExecution and the status change events show it. */
export function describedExecution(record: ExecutionRecord, now: number, withData: boolean) {
  const { stopAt, error, cause, output, redriveAt } = record;
  const redrive = redriveState(record, now);
  return {
    executionArn: record.arn,
    stateMachineArn: record.machineArn,
    name: record.name,
    status: record.status,
    startDate: new Date(record.startAt),
    ...(stopAt === undefined ? {} : { stopDate: new Date(stopAt) }),
    ...(withData ? { input: record.input, inputDetails: { included: true } } : {}),
    ...(withData && output !== undefined ? { output, outputDetails: { included: true } } : {}),
    ...(withData && error !== undefined ? { error } : {}),
    ...(withData && cause !== undefined ? { cause } : {}),
    ...(record.traceHeader === undefined ? {} : { traceHeader: record.traceHeader }),
    ...(record.versionArn === undefined ? {} : { stateMachineVersionArn: record.versionArn }),
    ...(record.aliasArn === undefined ? {} : { stateMachineAliasArn: record.aliasArn }),
    ...(record.child ? { mapRunArn: record.child.mapRunArn } : {}),
    redriveCount: record.redriveCount,
    ...(redriveAt === undefined ? {} : { redriveDate: new Date(redriveAt) }),
    redriveStatus: redrive.status,
    ...(redrive.reason === undefined ? {} : { redriveStatusReason: redrive.reason }),
  };
}
