import type { StreamSpecification } from '@aws-sdk/client-dynamodb';
import { ValidationError } from '../errors.ts';
import type { TableDefinition } from './definition.ts';
import { newStream, wantedView } from './parse-stream.ts';

/**
 * Applies `StreamSpecification`: a stream that is turned on again is a new one; one that is turned off stays known.
 *
 * @param now epoch milliseconds
 */
export function changeStream(
  definition: TableDefinition,
  specification: StreamSpecification,
  { newSpace, now }: { readonly newSpace: () => number; readonly now: number },
): TableDefinition {
  const view = wantedView(specification);
  const { stream, name } = definition;
  if (view) {
    if (stream?.enabled) throw new ValidationError(`Table already has an enabled stream: TableName: ${name}`);
    return { ...definition, stream: newStream(newSpace(), view, now) };
  }
  if (!stream?.enabled) throw new ValidationError(`Table does not have a stream to disable: TableName: ${name}`);
  return { ...definition, stream: { ...stream, enabled: false } };
}
