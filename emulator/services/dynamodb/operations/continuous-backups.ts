import type {
  ContinuousBackupsDescription,
  DescribeContinuousBackupsCommandInput,
  DescribeContinuousBackupsCommandOutput,
  UpdateContinuousBackupsCommandInput,
  UpdateContinuousBackupsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import { Constraints } from '../request/constraints.ts';
import type { TableDefinition } from '../tables/definition.ts';
import type { Table } from '../tables/table.ts';
import { type Tables, tableNameOf } from '../tables/tables.ts';
import type { Parts } from './parts.ts';

const DAY_MILLISECONDS = 86_400_000;
/** Point-in-time recovery reaches back this far unless told otherwise (1 to 35 days). */
export const LONGEST_RECOVERY_DAYS = 35;
/** The newest point to which a table can be restored lies this far back. */
const LATEST_RESTORABLE_MILLISECONDS = 5 * 60_000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const describeContinuousBackups = ({ tables, clock, access }: Parts) =>
  operation<DescribeContinuousBackupsCommandInput, Omit<DescribeContinuousBackupsCommandOutput, '$metadata'>>({
    name: 'DescribeContinuousBackups',
    access: (input) => [access.table('DescribeContinuousBackups', input.TableName)],
    run({ TableName }) {
      new Constraints().tableName(TableName).verify();
      const { definition } = requireTable(tables, TableName ?? '');
      return { ContinuousBackupsDescription: describe(definition, clock.now()) };
    },
  });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
export const updateContinuousBackups = ({ tables, clock, access }: Parts) =>
  operation<UpdateContinuousBackupsCommandInput, Omit<UpdateContinuousBackupsCommandOutput, '$metadata'>>({
    name: 'UpdateContinuousBackups',
    access: (input) => [access.table('UpdateContinuousBackups', input.TableName)],
    run({ TableName, PointInTimeRecoverySpecification: specification }) {
      const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days } = specification ?? {};
      new Constraints()
        .tableName(TableName)
        .required('pointInTimeRecoverySpecification', specification)
        .required('pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled', enabled)
        .atLeast('pointInTimeRecoverySpecification.recoveryPeriodInDays', days, 1)
        .atMost('pointInTimeRecoverySpecification.recoveryPeriodInDays', days, LONGEST_RECOVERY_DAYS)
        .verify();
      const table = requireTable(tables, TableName ?? '');
      const { definition } = changeRecovery(
        { tables, clock },
        table,
        enabled ? (days ?? LONGEST_RECOVERY_DAYS) : undefined,
      );
      return { ContinuousBackupsDescription: describe(definition, clock.now()) };
    },
  });

/** @param days how far back a table could be restored; undefined turns it off. Nothing can be restored here. */
export function changeRecovery(
  { tables, clock }: Pick<Parts, 'tables' | 'clock'>,
  { definition }: Table,
  days: number | undefined,
): Table {
  const { pointInTimeRecovery: before, ...rest } = definition;
  if (days === undefined) return tables.save(rest);
  return tables.save({ ...rest, pointInTimeRecovery: { since: before?.since ?? clock.now(), days } });
}

function requireTable(tables: Tables, nameOrArn: string): Table {
  const table = tables.find(nameOrArn);
  if (!table) throw new AwsError('TableNotFoundException', `Table not found: ${tableNameOf(nameOrArn)}`);
  return table;
}

function describe({ pointInTimeRecovery: recovery }: TableDefinition, now: number): ContinuousBackupsDescription {
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: recovery
      ? {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: recovery.days,
          EarliestRestorableDateTime: new Date(Math.max(recovery.since, now - recovery.days * DAY_MILLISECONDS)),
          LatestRestorableDateTime: new Date(Math.max(recovery.since, now - LATEST_RESTORABLE_MILLISECONDS)),
        }
      : { PointInTimeRecoveryStatus: 'DISABLED' },
  };
}
