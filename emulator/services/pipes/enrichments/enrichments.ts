import type { Door } from '../../../door/door.ts';
import { parseArn } from '../../eventbridge/arns.ts';
import { invokeFunction } from '../targets/lambda.ts';
import { runStateMachine } from '../targets/stepfunctions.ts';
import type { Shipment } from '../targets/target.ts';

/**
 * A step between source and target.
 *
 * @param payload JSON list of events
 * @returns JSON that takes their place
 */
export type Enrichment = (
  shipment: Pick<Shipment, 'principal' | 'traceHeader'>,
  payload: string,
) => Promise<string | undefined>;

/** What enrichments there are, as errors call them. */
export const ENRICHMENTS = ['Lambda function', 'Step Functions state machine'];

/** Undefined for an ARN of something that cannot enrich here (https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html). */
export function enrichmentOf(door: Door, arn: string): Enrichment | undefined {
  const parts = parseArn(arn);
  if (parts?.service === 'lambda' && parts.resource.startsWith('function:')) {
    return (shipment, payload) => invokeFunction(door, shipment, arn, payload, true);
  }
  if (parts?.service === 'states' && parts.resource.startsWith('stateMachine:')) {
    return (shipment, payload) => runStateMachine(door, shipment, arn, payload);
  }
  return undefined;
}

/**
 * The events that an enrichment answered with: one or a list. An empty answer stops the batch, `[{}]` does not.
 *
 * @throws SyntaxError when the answer is no JSON
 */
export function enrichedEvents(response: string | undefined): readonly unknown[] {
  if (!response) return [];
  const value: unknown = JSON.parse(response);
  if (Array.isArray(value)) return value;
  const empty = value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  return empty ? [] : [value];
}
