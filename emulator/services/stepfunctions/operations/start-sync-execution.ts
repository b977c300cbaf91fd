import type { StartSyncExecutionCommandInput, StartSyncExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { stateMachineTypeNotSupported } from '../api-errors.ts';
import type { Execution } from '../engine/execution.ts';
import type { OperationDeps } from './deps.ts';
import { checkInput, startOne } from './start-execution.ts';

type Deps = Pick<OperationDeps, 'account' | 'clock' | 'ids' | 'engine' | 'machines' | 'executions'>;
type Output = Omit<StartSyncExecutionCommandOutput, '$metadata'>;

/** Express executions are billed by 100 ms and 64 MB: https://aws.amazon.com/step-functions/pricing/ */
const BILLED_MILLISECONDS = 100;
const BILLED_MEGABYTES = 64;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */
export const startSyncExecution = (deps: Deps) =>
  operation<StartSyncExecutionCommandInput, Output>({
    name: 'StartSyncExecution',
    access: ({ stateMachineArn }) => [{ action: 'states:StartSyncExecution', resource: stateMachineArn ?? '*' }],
    async run({ stateMachineArn, name, input, traceHeader, includedData = 'ALL_DATA' }, call) {
      const resolved = deps.machines.resolve(stateMachineArn);
      if (resolved.machine.type !== 'EXPRESS') throw stateMachineTypeNotSupported();
      const request = { name, input: checkInput(input), traceHeader: traceHeader ?? call.traceHeader };
      const execution = startOne(deps, resolved, request);
      await execution.closed();
      return described(execution, includedData === 'ALL_DATA');
    },
  });

function described({ record }: Execution, withData: boolean): Output {
  const { stopAt = record.startAt, error, cause, output, traceHeader } = record;
  const steps = Math.max(1, Math.ceil((stopAt - record.startAt) / BILLED_MILLISECONDS));
  return {
    executionArn: record.arn,
    stateMachineArn: record.machineArn,
    name: record.name,
    startDate: new Date(record.startAt),
    stopDate: new Date(stopAt),
    status: syncStatus(record.status),
    ...(withData ? { input: record.input, inputDetails: { included: true }, outputDetails: { included: true } } : {}),
    ...(withData && output !== undefined ? { output } : {}),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...(traceHeader === undefined ? {} : { traceHeader }),
    billingDetails: {
      billedMemoryUsedInMB: BILLED_MEGABYTES,
      billedDurationInMilliseconds: steps * BILLED_MILLISECONDS,
    },
  };
}

const syncStatus = (status: Execution['record']['status']): 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' =>
  status === 'SUCCEEDED' || status === 'TIMED_OUT' ? status : 'FAILED';
