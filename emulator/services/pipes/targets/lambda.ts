import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Door } from '../../../door/door.ts';
import { TARGET_BATCH } from '../limits.ts';
import { internalCall, jsonList, type Shipment, TargetError, type TargetKind } from './target.ts';

/** Invokes a function with the whole batch, and waits for its answer unless told otherwise. */
export const lambdaTarget = (door: Door): TargetKind => ({
  title: 'Lambda function',
  owns: (service, resource) => service === 'lambda' && resource.startsWith('function:'),
  batch: TARGET_BATCH.whole,
  parameters: 'LambdaFunctionParameters',
  async send(shipment) {
    const waits = shipment.parameters.LambdaFunctionParameters?.InvocationType !== 'FIRE_AND_FORGET';
    const payload = jsonList(shipment.inputs);
    const response = await invokeFunction(door, shipment, shipment.pipe.Target, payload, waits);
    return response === undefined ? {} : { response };
  },
});

/**
 * Invokes a function.
 *
 * @returns the JSON that it answered; undefined when nobody waits for it
 * @throws TargetError when the function failed
 */
export async function invokeFunction(
  door: Door,
  shipment: Pick<Shipment, 'principal' | 'traceHeader'>,
  functionArn: string,
  payload: string,
  waits: boolean,
): Promise<string | undefined> {
  const { Payload, FunctionError } = await door.call<InvokeCommandInput, InvokeCommandOutput>(
    internalCall('lambda', 'Invoke', shipment),
    {
      FunctionName: functionArn,
      InvocationType: waits ? 'RequestResponse' : 'Event',
      Payload: Buffer.from(payload),
    },
  );
  if (!waits) return undefined;
  const answer = Buffer.from(Payload ?? []).toString('utf8');
  if (FunctionError) throw new TargetError(`${functionArn} failed: ${answer}`);
  return answer;
}
