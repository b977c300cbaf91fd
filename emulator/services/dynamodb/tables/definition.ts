import type {
  BillingMode,
  KeyType as KeyRole,
  OnDemandThroughput,
  ProjectionType,
  StreamViewType,
  TableClass,
  WarmThroughput,
} from '@aws-sdk/client-dynamodb';
import type { KeyType } from '../keys/key-schema.ts';

/** One element of a key schema, as clients write it. */
export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: KeyRole;
}

export interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

export interface IndexDefinition {
  /** Under which number its entries are stored. */
  readonly space: number;
  readonly name: string;
  readonly kind: 'GLOBAL' | 'LOCAL';
  readonly keySchema: readonly KeyElement[];
  readonly projectionType: ProjectionType;
  readonly nonKeyAttributes: readonly string[];
  readonly throughput?: Throughput;
  readonly onDemandThroughput?: OnDemandThroughput;
  readonly warmThroughput?: WarmThroughput;
}

export interface StreamDefinition {
  /** Under which number its records are stored. */
  readonly space: number;
  /** When it was made, which is its name too. */
  readonly label: string;
  readonly view: StreamViewType;
  readonly enabled: boolean;
}

/** Everything that is known of a table, as it is stored (JSON). Times are epoch milliseconds. */
export interface TableDefinition {
  /** Under which number its items are stored. */
  readonly space: number;
  readonly name: string;
  /** A UUID. */
  readonly id: string;
  readonly createdAt: number;
  readonly attributes: Readonly<Record<string, KeyType>>;
  readonly keySchema: readonly KeyElement[];
  readonly indexes: readonly IndexDefinition[];
  readonly billingMode: BillingMode;
  readonly onDemandSince?: number;
  readonly throughput?: Throughput;
  readonly throughputIncreasedAt?: number;
  readonly throughputDecreasedAt?: number;
  readonly onDemandThroughput?: OnDemandThroughput;
  readonly warmThroughput?: WarmThroughput;
  readonly tableClass?: TableClass;
  readonly tableClassSince?: number;
  /** Set when a KMS key was asked for; the default key of DynamoDB is not reported. */
  readonly encryptionKey?: string;
  readonly deletionProtection: boolean;
  readonly stream?: StreamDefinition;
  readonly timeToLiveAttribute?: string;
  readonly pointInTimeRecovery?: { readonly since: number; readonly days: number };
  readonly tags: Readonly<Record<string, string>>;
  readonly policy?: { readonly document: string; readonly revision: string };
}
