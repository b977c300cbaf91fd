import type { Access } from '../../door/operation.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Changes } from '../dynamodb/items/changes.ts';
import type { ShardReader } from './shard-reader.ts';
import type { Streams } from './streams.ts';

/** What the operations are made of; each takes the parts that it needs. */
export interface Parts {
  readonly account: Account;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly streams: Streams;
  readonly shards: ShardReader;
}

/** What an operation on a stream needs: its action on the stream's ARN. */
export const streamAccess = (action: string, arn: string | undefined): Access[] => [
  { action: `dynamodb:${action}`, resource: arn || '*' },
];
