import type { DeleteTableCommandInput, DeleteTableCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { ValidationError } from '../errors.ts';
import { Constraints } from '../request/constraints.ts';
import { describeTable } from '../tables/describe.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const deleteTable = ({ store, tables, items, statistics, access }: Parts) =>
  operation<DeleteTableCommandInput, Omit<DeleteTableCommandOutput, '$metadata'>>({
    name: 'DeleteTable',
    access: (input) => [access.table('DeleteTable', input.TableName)],
    run({ TableName }) {
      new Constraints().tableName(TableName).verify();
      const table = tables.requireForTableOperation(TableName ?? '');
      if (table.definition.deletionProtection) {
        throw new ValidationError(
          'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
        );
      }
      const description = describeTable(table, statistics, { status: 'DELETING' });
      store.transaction(() => {
        items.removeAll(table);
        tables.forget(table);
      });
      return { TableDescription: description };
    },
  });
