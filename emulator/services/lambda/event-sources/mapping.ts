import { type Account, arn } from '../../../runtime/account.ts';
import type { RetryPolicy } from '../../event-sources/stream/retry.ts';
import type { FunctionReference } from '../functions/function-name.ts';

/** What every mapping has, whatever its source. */
interface MappingBase {
  /** A UUID. */
  readonly uuid: string;
  readonly function: FunctionReference;
  readonly sourceArn: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** Event patterns. */
  readonly filters: readonly string[];
  /** Whether the function's answer names the records that failed. */
  readonly reportsItemFailures: boolean;
  /** Whether its events are counted in CloudWatch. */
  readonly countsEvents: boolean;
  /** Stored and told: filters are not encrypted here. */
  readonly kmsKeyArn?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

/** From an SQS queue. */
export interface QueueMapping extends MappingBase {
  readonly kind: 'queue';
  readonly maximumConcurrency?: number;
}

/** From a DynamoDB stream. */
export interface StreamMapping extends MappingBase {
  readonly kind: 'stream';
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly retry: RetryPolicy;
  readonly parallelizationFactor: number;
  /** ARN of a queue, topic or bucket. */
  readonly onFailure?: string;
}

/** An event source mapping, as it is stored (JSON). */
export type Mapping = QueueMapping | StreamMapping;

export const mappingArn = (account: Account, uuid: string) => arn(account, 'lambda', `event-source-mapping:${uuid}`);

/** The UUID of an event source mapping's ARN; undefined when the text is none. */
export const uuidOfArn = (text: string): string | undefined => /:event-source-mapping:([^:]+)$/.exec(text)?.[1];
