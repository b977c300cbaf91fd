import type { ListTablesCommandInput, ListTablesCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { LIST_TABLES_PAGE } from '../limits.ts';
import { Constraints, NAME } from '../request/constraints.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables = ({ tables, access }: Parts) =>
  operation<ListTablesCommandInput, Omit<ListTablesCommandOutput, '$metadata'>>({
    name: 'ListTables',
    access: () => [access.any('ListTables')],
    run({ ExclusiveStartTableName: start, Limit = LIST_TABLES_PAGE }) {
      new Constraints()
        .pattern('exclusiveStartTableName', start, NAME)
        .atLeast('limit', Limit, 1)
        .atMost('limit', Limit, LIST_TABLES_PAGE)
        .verify();
      const names = tables
        .all()
        .map(({ name }) => name)
        .filter((name) => start === undefined || name > start);
      const page = names.slice(0, Limit);
      const last = page.at(-1);
      return {
        TableNames: page,
        ...(last !== undefined && names.length > page.length ? { LastEvaluatedTableName: last } : {}),
      };
    },
  });
