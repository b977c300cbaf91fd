import { createHash } from 'node:crypto';
import type { KeySchemaElement, StreamViewType } from '@aws-sdk/client-dynamodb-streams';

/** A stream, of a table that has it or had it. */
export interface Stream {
  readonly arn: string;
  readonly tableName: string;
  /** When it was made, which is its name too. */
  readonly label: string;
  /** Under which number DynamoDB keeps its records. */
  readonly space: number;
  readonly view: StreamViewType;
  readonly keySchema: readonly KeySchemaElement[];
  /** Epoch milliseconds; from then on nothing comes any more. */
  readonly endedAt?: number;
}

/** Epoch milliseconds. */
export const createdAt = ({ label }: Stream): number => Date.parse(`${label}Z`);

/** A stream has one shard here, which is open for as long as the stream is. */
export function shardId(stream: Stream): string {
  const suffix = createHash('md5').update(stream.arn).digest('hex').slice(0, 8);
  return `shardId-${String(createdAt(stream)).padStart(20, '0')}-${suffix}`;
}
