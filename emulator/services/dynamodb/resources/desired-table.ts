import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { LONGEST_RECOVERY_DAYS } from '../operations/continuous-backups.ts';

/** A table as a template wants it. */
export interface DesiredTable {
  /** Without tags and policy, which are kept apart below. */
  readonly input: Omit<CreateTableCommandInput, 'TableName' | 'Tags' | 'ResourcePolicy'>;
  readonly timeToLiveAttribute: string | undefined;
  /** How many days a table could be restored back; undefined: it cannot. */
  readonly recoveryDays: number | undefined;
  /** JSON. */
  readonly policy: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

interface RecoveryProperties {
  readonly PointInTimeRecoveryEnabled?: boolean | undefined;
  readonly RecoveryPeriodInDays?: number | undefined;
}

export const recoveryDaysOf = (recovery: RecoveryProperties | undefined): number | undefined =>
  recovery?.PointInTimeRecoveryEnabled ? (recovery.RecoveryPeriodInDays ?? LONGEST_RECOVERY_DAYS) : undefined;

export const timeToLiveOf = (
  specification: { readonly Enabled: boolean; readonly AttributeName?: string | undefined } | undefined,
): string | undefined => (specification?.Enabled ? specification.AttributeName : undefined);

export const policyOf = (policy: { readonly PolicyDocument: unknown } | undefined): string | undefined =>
  policy && JSON.stringify(policy.PolicyDocument);
