import type { DeleteTableCommandInput, DeleteTableCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { ValidationError } from '../errors.ts';
import { Constraints } from '../request/constraints.ts';
import { describeTable } from '../tables/describe.ts';
import type { Table } from '../tables/table.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const deleteTable = (parts: Parts) =>
  operation<DeleteTableCommandInput, Omit<DeleteTableCommandOutput, '$metadata'>>({
    name: 'DeleteTable',
    access: (input) => [parts.access.table('DeleteTable', input.TableName)],
    run({ TableName }) {
      new Constraints().tableName(TableName).verify();
      const table = parts.tables.requireForTableOperation(TableName ?? '');
      const description = describeTable(table, parts.statistics, { status: 'DELETING' });
      removeTable(parts, table);
      return { TableDescription: description };
    },
  });

/** Removes the table with all that it holds. */
export function removeTable({ store, tables, items }: Parts, table: Table): void {
  if (table.definition.deletionProtection) {
    throw new ValidationError(
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  }
  store.transaction(() => {
    items.removeAll(table);
    tables.forget(table);
  });
}
