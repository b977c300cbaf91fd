import type { Target } from '@aws-sdk/client-eventbridge';

export type Tags = Readonly<Record<string, string>>;

/** A policy document as it stands in JSON. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly [element: string]: unknown;
}

export interface Bus {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly kmsKeyIdentifier?: string;
  readonly deadLetterArn?: string;
  readonly logConfig?: { readonly includeDetail?: string; readonly level?: string };
  readonly policy?: PolicyDocument;
  readonly tags: Tags;
  /** Epoch milliseconds, as all times here. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export const RULE_STATES = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'] as const;

export interface Rule {
  readonly arn: string;
  readonly bus: string;
  readonly name: string;
  readonly pattern?: string;
  readonly schedule?: string;
  readonly state: (typeof RULE_STATES)[number];
  readonly description?: string;
  readonly roleArn?: string;
  /** In the order in which they were put. */
  readonly targets: readonly RuleTarget[];
  readonly tags: Tags;
  /** From when a rate counts. */
  readonly scheduledAt: number;
}

/** A target, checked: what it must have is there. */
export type RuleTarget = Target & { readonly Id: string; readonly Arn: string };

export interface Archive {
  readonly arn: string;
  readonly name: string;
  /** The bus whose events it keeps. */
  readonly busArn: string;
  readonly description?: string;
  readonly pattern?: string;
  /** 0 keeps for ever. */
  readonly retentionDays: number;
  readonly kmsKeyIdentifier?: string;
  readonly createdAt: number;
}

export interface Replay {
  readonly arn: string;
  readonly name: string;
  readonly archiveArn: string;
  readonly description?: string;
  readonly busArn: string;
  /** Only these rules get the events; all when undefined. */
  readonly ruleArns?: readonly string[];
  readonly eventStart: number;
  readonly eventEnd: number;
  readonly state: 'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly stateReason?: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Time of the event replayed last. */
  readonly lastReplayed?: number;
}
