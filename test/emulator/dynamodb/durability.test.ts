import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CreateTableCommandInput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  QueryCommandInput,
  QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { Door } from '../../../emulator/door/door.ts';
import { accountPrincipal } from '../../../emulator/door/principal.ts';
import { LOCAL_ACCOUNT as account } from '../../../emulator/runtime/account.ts';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { seededIds } from '../../../emulator/runtime/ids.ts';
import { openStore } from '../../../emulator/runtime/store.ts';
import { Trace } from '../../../emulator/runtime/trace.ts';
import { createDynamoDb } from '../../../emulator/services/dynamodb/service.ts';
import { ORDERS } from './support.ts';

const directory = mkdtempSync(join(tmpdir(), 'dynamodb-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The service over the database in that directory, as after a start. Nothing of an earlier one is closed: it was killed. */
function start() {
  const clock = new ManualClock();
  const ids = seededIds();
  const door = new Door({
    account,
    clock,
    ids,
    trace: new Trace(),
    authorizer: { refusal: () => undefined },
    iam: 'off',
  });
  const store = openStore(directory);
  door.add(createDynamoDb({ store, clock, ids, account }));
  const principal = accountPrincipal(account);
  return <I, O>(operation: string, input: I) => door.call<I, O>({ service: 'dynamodb', operation, principal }, input);
}

test('what was acknowledged is there after a start on the same data, in tables and indexes', async () => {
  const before = start();
  await before<CreateTableCommandInput, unknown>('CreateTable', {
    ...ORDERS,
    AttributeDefinitions: [...(ORDERS.AttributeDefinitions ?? []), { AttributeName: 'state', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-state',
        KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  const Item = { pk: { S: 'a' }, sk: { S: 'b' }, state: { S: 'open' }, bytes_: { B: Uint8Array.of(1, 2) } };
  await before<PutItemCommandInput, unknown>('PutItem', { TableName: 'orders', Item });

  const after = start();
  const got = await after<GetItemCommandInput, GetItemCommandOutput>('GetItem', {
    TableName: 'orders',
    Key: { pk: { S: 'a' }, sk: { S: 'b' } },
  });
  expect(got.Item).toEqual(Item);
  const queried = await after<QueryCommandInput, QueryCommandOutput>('Query', {
    TableName: 'orders',
    IndexName: 'by-state',
    KeyConditionExpression: '#s = :s',
    ExpressionAttributeNames: { '#s': 'state' },
    ExpressionAttributeValues: { ':s': { S: 'open' } },
  });
  expect(queried.Items).toEqual([Item]);
});
