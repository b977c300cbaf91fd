import type {
  DescribeTimeToLiveCommandInput,
  DescribeTimeToLiveCommandOutput,
  UpdateTimeToLiveCommandInput,
  UpdateTimeToLiveCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { ValidationError } from '../errors.ts';
import { Constraints } from '../request/constraints.ts';
import type { TableDefinition } from '../tables/definition.ts';
import type { Table } from '../tables/table.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive = ({ tables, access }: Parts) =>
  operation<DescribeTimeToLiveCommandInput, Omit<DescribeTimeToLiveCommandOutput, '$metadata'>>({
    name: 'DescribeTimeToLive',
    access: (input) => [access.table('DescribeTimeToLive', input.TableName)],
    run({ TableName }) {
      new Constraints().tableName(TableName).verify();
      const { timeToLiveAttribute } = tables.requireForTableOperation(TableName ?? '').definition;
      return {
        TimeToLiveDescription:
          timeToLiveAttribute === undefined
            ? { TimeToLiveStatus: 'DISABLED' }
            : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLiveAttribute },
      };
    },
  });

const LONGEST_ATTRIBUTE = 255;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export const updateTimeToLive = (parts: Parts) =>
  operation<UpdateTimeToLiveCommandInput, Omit<UpdateTimeToLiveCommandOutput, '$metadata'>>({
    name: 'UpdateTimeToLive',
    access: (input) => [parts.access.table('UpdateTimeToLive', input.TableName)],
    run(input) {
      verify(input);
      const { Enabled, AttributeName = '' } = input.TimeToLiveSpecification ?? {};
      const table = parts.tables.requireForTableOperation(input.TableName ?? '');
      refuseSameState(table.definition.timeToLiveAttribute, { Enabled, AttributeName });
      changeTimeToLive(parts, table, Enabled ? AttributeName : undefined);
      return { TimeToLiveSpecification: { Enabled, AttributeName } };
    },
  });

/** Lets items expire by this attribute; undefined lets none expire. */
export function changeTimeToLive(
  { store, tables, items, housekeeping }: Parts,
  { definition }: Table,
  attribute: string | undefined,
): Table {
  const { timeToLiveAttribute: _before, ...rest } = definition;
  const changed: TableDefinition = attribute === undefined ? rest : { ...rest, timeToLiveAttribute: attribute };
  const table = store.transaction(() => {
    const saved = tables.save(changed);
    items.emptyExpiry(saved);
    if (attribute !== undefined) items.fillExpiry(saved);
    return saved;
  });
  housekeeping.start();
  return table;
}

function verify({ TableName, TimeToLiveSpecification: specification }: UpdateTimeToLiveCommandInput): void {
  const constraints = new Constraints().tableName(TableName).required('timeToLiveSpecification', specification);
  if (specification) {
    const { Enabled, AttributeName } = specification;
    constraints
      .required('timeToLiveSpecification.enabled', Enabled)
      .required('timeToLiveSpecification.attributeName', AttributeName)
      .length('timeToLiveSpecification.attributeName', AttributeName, 1, LONGEST_ATTRIBUTE);
  }
  constraints.verify();
}

function refuseSameState(
  current: string | undefined,
  wanted: { readonly Enabled: boolean | undefined; readonly AttributeName: string },
): void {
  if (current === undefined) {
    if (!wanted.Enabled) throw new ValidationError('TimeToLive is already disabled');
    return;
  }
  if (wanted.AttributeName !== current) {
    throw new ValidationError(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
  }
  if (wanted.Enabled) throw new ValidationError('TimeToLive is already enabled');
}
