import type {
  _Record,
  DescribeStreamCommandInput,
  DescribeStreamCommandOutput,
  GetRecordsCommandInput,
  GetRecordsCommandOutput,
  GetShardIteratorCommandInput,
  GetShardIteratorCommandOutput,
  ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import type { Door } from '../../../door/door.ts';
import type { Principal } from '../../../door/principal.ts';

export interface StreamClientOptions {
  readonly door: Door;
  readonly streamArn: string;
  /** Whose permissions count; asked anew for each call, so that a role may change. */
  readonly principal: () => Principal;
}

/** The shard of a stream, and what a reader needs to know of it. */
export interface ShardInfo {
  readonly shardId: string;
  /** Names of the table's partition key attributes. */
  readonly partitionKey: readonly string[];
}

/** A stream as its reader calls it. */
export class StreamClient {
  readonly #options: StreamClientOptions;

  constructor(options: StreamClientOptions) {
    this.#options = options;
  }

  /** A stream has one shard here. */
  async describe(): Promise<ShardInfo> {
    const { streamArn: StreamArn } = this.#options;
    const { StreamDescription } = await this.#call<DescribeStreamCommandInput, DescribeStreamCommandOutput>(
      'DescribeStream',
      { StreamArn },
    );
    const key = StreamDescription?.KeySchema ?? [];
    return {
      shardId: StreamDescription?.Shards?.[0]?.ShardId ?? '',
      partitionKey: key.flatMap(({ AttributeName, KeyType }) =>
        KeyType === 'HASH' && AttributeName ? [AttributeName] : [],
      ),
    };
  }

  async iterator(ShardId: string, ShardIteratorType: ShardIteratorType, SequenceNumber?: string): Promise<string> {
    const { streamArn: StreamArn } = this.#options;
    const { ShardIterator } = await this.#call<GetShardIteratorCommandInput, GetShardIteratorCommandOutput>(
      'GetShardIterator',
      { StreamArn, ShardId, ShardIteratorType, ...(SequenceNumber ? { SequenceNumber } : {}) },
    );
    return ShardIterator ?? '';
  }

  async read(ShardIterator: string, Limit: number): Promise<{ records: readonly _Record[]; next: string | undefined }> {
    const { Records = [], NextShardIterator } = await this.#call<GetRecordsCommandInput, GetRecordsCommandOutput>(
      'GetRecords',
      { ShardIterator, Limit },
    );
    return { records: Records, next: NextShardIterator };
  }

  #call<I, O>(operation: string, input: I): Promise<O> {
    const { door, principal } = this.#options;
    return door.call<I, O>({ service: 'dynamodbstreams', operation, principal: principal() }, input);
  }
}
