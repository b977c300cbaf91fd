import type {
  StartExecutionCommandInput,
  StartExecutionCommandOutput,
  StartSyncExecutionCommandInput,
  StartSyncExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import type { Door } from '../../../door/door.ts';
import { TARGET_BATCH } from '../limits.ts';
import { internalCall, jsonList, type Shipment, TargetError, type TargetKind } from './target.ts';

/** Starts an execution with the whole batch; of an Express machine it waits for the end unless told otherwise. */
export const stepFunctionsTarget = (door: Door): TargetKind => ({
  title: 'Step Functions state machine',
  owns: (service, resource) => service === 'states' && resource.startsWith('stateMachine:'),
  batch: TARGET_BATCH.whole,
  parameters: 'StepFunctionStateMachineParameters',
  async send(shipment) {
    const input = jsonList(shipment.inputs);
    if (shipment.parameters.StepFunctionStateMachineParameters?.InvocationType === 'FIRE_AND_FORGET') {
      await door.call<StartExecutionCommandInput, StartExecutionCommandOutput>(
        internalCall('stepfunctions', 'StartExecution', shipment),
        { stateMachineArn: shipment.pipe.Target, name: shipment.executionId, input, ...trace(shipment) },
      );
      return {};
    }
    const response = await runStateMachine(door, shipment, shipment.pipe.Target, input);
    return response === undefined ? {} : { response };
  },
});

/**
 * Runs an Express machine to its end.
 *
 * @returns the JSON of its output
 * @throws TargetError when the execution failed; AwsError for a Standard machine
 */
export async function runStateMachine(
  door: Door,
  shipment: Pick<Shipment, 'principal' | 'traceHeader'>,
  stateMachineArn: string,
  input: string,
): Promise<string | undefined> {
  const { status, error, cause, output } = await door.call<
    StartSyncExecutionCommandInput,
    StartSyncExecutionCommandOutput
  >(internalCall('stepfunctions', 'StartSyncExecution', shipment), { stateMachineArn, input, ...trace(shipment) });
  if (status === 'SUCCEEDED') return output;
  throw new TargetError(`${stateMachineArn} ended as ${status}: ${[error, cause].filter(Boolean).join(': ')}`);
}

const trace = ({ traceHeader }: Pick<Shipment, 'traceHeader'>) => (traceHeader ? { traceHeader } : {});
