import type { Target } from '@aws-sdk/client-scheduler';

export type Tags = Readonly<Record<string, string>>;

export interface ScheduleGroup {
  readonly arn: string;
  readonly name: string;
  readonly tags: Tags;
  /** Epoch milliseconds, as all times here. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** A target, checked: what it must have is there. */
export type ScheduleTarget = Target & { readonly Arn: string; readonly RoleArn: string };

export interface Schedule {
  readonly arn: string;
  readonly group: string;
  readonly name: string;
  /** `rate(…)`, `cron(…)` or `at(…)`. */
  readonly expression: string;
  /** IANA name. */
  readonly timezone: string;
  readonly startsAt?: number;
  readonly endsAt?: number;
  /** 0 is exact. */
  readonly windowMinutes: number;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly target: ScheduleTarget;
  readonly description?: string;
  readonly kmsKeyArn?: string;
  readonly afterCompletion: 'NONE' | 'DELETE';
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** When it was due last. */
  readonly lastDue?: number;
}
