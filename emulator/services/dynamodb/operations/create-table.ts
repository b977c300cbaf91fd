import type { CreateTableCommandInput, CreateTableCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { invalidParameter, resourceInUse, ValidationError } from '../errors.ts';
import { Constraints, LONGEST_NAME, NAME, SHORTEST_NAME } from '../request/constraints.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { describeTable } from '../tables/describe.ts';
import { encryptionKeyOf } from '../tables/encryption.ts';
import { checkIndexes, refuseUnusedAttributes } from '../tables/indexes-of-table.ts';
import { constrainIndex, parseGlobalIndex, parseLocalIndex } from '../tables/parse-index.ts';
import {
  checkKeySchema,
  constrainAttributes,
  constrainKeySchema,
  parseAttributes,
  parseElements,
} from '../tables/parse-keys.ts';
import { newStream, VIEW_TYPES, wantedView } from '../tables/parse-stream.ts';
import { mergeTags } from '../tables/parse-tags.ts';
import { constrainThroughput, parseThroughput } from '../tables/parse-throughput.ts';
import { parsePolicy } from '../tables/policy.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const createTable = (parts: Parts) =>
  operation<CreateTableCommandInput, Omit<CreateTableCommandOutput, '$metadata'>>({
    name: 'CreateTable',
    access: (input) => [parts.access.table('CreateTable', input.TableName)],
    run: (input) => ({
      TableDescription: describeTable(makeTable(parts, input), parts.statistics, { status: 'CREATING' }),
    }),
  });

/** Makes the table; it can be used at once. */
export function makeTable(
  { store, tables, clock, ids, account, housekeeping }: Parts,
  input: CreateTableCommandInput,
): Table {
  verify(input);
  refuseUnsupported(input);
  const table = store.transaction(() => {
    const definition = parse(input, { tables, account, now: clock.now(), id: ids.uuid(), revision: ids.uuid() });
    if (tables.find(definition.name)) throw resourceInUse(`Table already exists: ${definition.name}`);
    return tables.save(definition);
  });
  housekeeping.start();
  return table;
}

function verify(input: CreateTableCommandInput): void {
  if (input.TableName === undefined) {
    throw new ValidationError("The parameter 'TableName' is required but was not present in the request");
  }
  const constraints = new Constraints()
    .required('attributeDefinitions', input.AttributeDefinitions)
    .length('tableName', input.TableName, SHORTEST_NAME, LONGEST_NAME)
    .pattern('tableName', input.TableName, NAME)
    .oneOf('billingMode', input.BillingMode, ['PROVISIONED', 'PAY_PER_REQUEST'])
    .oneOf('tableClass', input.TableClass, ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'])
    .oneOf('streamSpecification.streamViewType', input.StreamSpecification?.StreamViewType, VIEW_TYPES)
    .oneOf('sSESpecification.sSEType', input.SSESpecification?.SSEType, ['AES256', 'KMS']);
  constrainAttributes(constraints, input.AttributeDefinitions ?? []);
  constrainThroughput(constraints, input.ProvisionedThroughput);
  constrainKeySchema(constraints, 'keySchema', input.KeySchema, 2);
  input.LocalSecondaryIndexes?.forEach((index, at) => {
    constrainIndex(constraints, `localSecondaryIndexes.${at + 1}.member`, index, 'LOCAL');
  });
  input.GlobalSecondaryIndexes?.forEach((index, at) => {
    constrainIndex(constraints, `globalSecondaryIndexes.${at + 1}.member`, index, 'GLOBAL');
  });
  constraints.verify();
}

function refuseUnsupported(input: CreateTableCommandInput): void {
  const { GlobalTableSourceArn } = input;
  const vector = 'VectorIndexes' in input ? input.VectorIndexes : undefined;
  const unsupported = Object.entries({ GlobalTableSourceArn, VectorIndexes: vector }).find(
    ([, value]) => value !== undefined,
  );
  if (unsupported) throw invalidParameter(`The emulator does not support ${unsupported[0]}`);
}

interface Surroundings {
  readonly tables: Tables;
  readonly account: Account;
  /** Epoch milliseconds. */
  readonly now: number;
  /** UUIDs for the table and for the first revision of its policy. */
  readonly id: string;
  readonly revision: string;
}

function parse(input: CreateTableCommandInput, { tables, account, now, id, revision }: Surroundings): TableDefinition {
  const attributes = parseAttributes(input.AttributeDefinitions ?? []);
  const billingMode = input.BillingMode ?? 'PROVISIONED';
  const keySchema = parseElements(input.KeySchema ?? []);
  checkKeySchema(keySchema, attributes);
  const throughput = parseThroughput(input.ProvisionedThroughput, billingMode);
  const indexes = parseIndexes(input, { attributes, tableKey: keySchema, billingMode });
  refuseUnusedAttributes({ attributes, keySchema, indexes });
  const view = input.StreamSpecification && wantedView(input.StreamSpecification);
  const encryptionKey = encryptionKeyOf(input.SSESpecification, account);
  return {
    space: tables.newSpace(),
    name: input.TableName ?? '',
    id,
    createdAt: now,
    attributes,
    keySchema,
    indexes: indexes.map((index) => ({ ...index, space: tables.newSpace() })),
    billingMode,
    ...(billingMode === 'PAY_PER_REQUEST' ? { onDemandSince: now } : {}),
    ...(throughput ? { throughput } : {}),
    ...(input.OnDemandThroughput ? { onDemandThroughput: input.OnDemandThroughput } : {}),
    ...(input.WarmThroughput ? { warmThroughput: input.WarmThroughput } : {}),
    ...(input.TableClass ? { tableClass: input.TableClass } : {}),
    ...(encryptionKey === undefined ? {} : { encryptionKey }),
    deletionProtection: input.DeletionProtectionEnabled ?? false,
    ...(view ? { stream: newStream(tables.newSpace(), view, now) } : {}),
    tags: mergeTags({}, input.Tags ?? []),
    ...(input.ResourcePolicy === undefined ? {} : { policy: parsePolicy(input.ResourcePolicy, revision) }),
  };
}

function parseIndexes(input: CreateTableCommandInput, surroundings: Parameters<typeof parseLocalIndex>[1]) {
  const { LocalSecondaryIndexes: locals, GlobalSecondaryIndexes: globals } = input;
  if (locals?.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty');
  if (globals?.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty');
  if (locals && surroundings.tableKey.length < 2) {
    throw invalidParameter(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  const indexes = [
    ...(locals ?? []).map((index) => parseLocalIndex(index, surroundings)),
    ...(globals ?? []).map((index) => parseGlobalIndex(index, surroundings)),
  ];
  checkIndexes(indexes);
  return indexes;
}
