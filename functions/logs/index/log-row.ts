import { LIST_SHARDS } from '../../shared/ledger/shards.ts';
import type { Log } from '../log.ts';

/** A row of the index: enough to list and find logs. The archive has them whole. */
export interface LogRow {
  readonly levelShard: string;
  readonly serviceShard: string;
  readonly timestampId: string;
  readonly logId: string;
  readonly batchId: string;
  readonly timestamp: string;
  readonly level: string;
  readonly service: string;
  readonly userId: string;
  /** The first characters of it. */
  readonly message: string;
  /** Seconds since 1970, after which DynamoDB forgets the row. */
  readonly expiresAt: number;
}

const MAX_MESSAGE_CHARACTERS = 100;

export interface RowContext {
  readonly batchId: string;
  readonly position: number;
  readonly expiresAt: number;
}

/** What lib/constructs/logs/log-tables.ts says of its keys, made for one log. */
export function logRow({ attributes: _, ...log }: Log, { batchId, position, expiresAt }: RowContext): LogRow {
  const shard = shardOf(batchId, position);
  return {
    ...log,
    batchId,
    message: firstCharacters(log.message, MAX_MESSAGE_CHARACTERS),
    levelShard: levelShard(log.level, shard),
    serviceShard: serviceShard(log.service, log.level, shard),
    timestampId: `${log.timestamp}#${log.logId}`,
    expiresAt,
  };
}

/** Where the logs of one level are, or of one service at one level: a partition for each number below LIST_SHARDS. */
export function levelShard(level: string, shard: number): string {
  return `${level}#${shard}`;
}

export function serviceShard(service: string, level: string, shard: number): string {
  return `${service}#${levelShard(level, shard)}`;
}

/** The logs of a batch go round the shards, and batches of one log do not all begin at the same. */
function shardOf(batchId: string, position: number): number {
  const start = Number.parseInt(batchId.slice(-1), 16) || 0;
  return (start + position) % LIST_SHARDS;
}

/** Whole characters: cut in the middle of a pair of surrogates, text would no longer be valid. */
function firstCharacters(text: string, count: number): string {
  // A character takes one or two units, so that no more of a long text has to be looked at.
  return Array.from(text.slice(0, count * 2))
    .slice(0, count)
    .join('');
}
