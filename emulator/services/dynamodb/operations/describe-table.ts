import type { DescribeTableCommandInput, DescribeTableCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { Constraints } from '../request/constraints.ts';
import { describeTable } from '../tables/describe.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTableOperation = ({ tables, statistics, access }: Parts) =>
  operation<DescribeTableCommandInput, Omit<DescribeTableCommandOutput, '$metadata'>>({
    name: 'DescribeTable',
    access: (input) => [access.table('DescribeTable', input.TableName)],
    run({ TableName }) {
      new Constraints().tableName(TableName).verify();
      return { Table: describeTable(tables.requireForTableOperation(TableName ?? ''), statistics) };
    },
  });
