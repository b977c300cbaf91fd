import type { UpdateTableCommandInput, UpdateTableCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { invalidParameter, ValidationError } from '../errors.ts';
import { Constraints } from '../request/constraints.ts';
import { changeBilling } from '../tables/change-billing.ts';
import { changeIndexes, type IndexChanges } from '../tables/change-indexes.ts';
import { changeStream } from '../tables/change-stream.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { describeTable } from '../tables/describe.ts';
import { encryptionKeyOf } from '../tables/encryption.ts';
import { checkIndexes } from '../tables/indexes-of-table.ts';
import { constrainIndex } from '../tables/parse-index.ts';
import { constrainAttributes, parseAttributes } from '../tables/parse-keys.ts';
import { VIEW_TYPES } from '../tables/parse-stream.ts';
import { constrainThroughput } from '../tables/parse-throughput.ts';
import type { Table } from '../tables/table.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable = (parts: Parts) =>
  operation<UpdateTableCommandInput, Omit<UpdateTableCommandOutput, '$metadata'>>({
    name: 'UpdateTable',
    access: (input) => [parts.access.table('UpdateTable', input.TableName)],
    run(input) {
      const { table, created } = changeTable(parts, input);
      return { TableDescription: describeTable(table, parts.statistics, { status: 'UPDATING', creating: created }) };
    },
  });

/** Changes the table; a new index is filled when this returns. */
export function changeTable(
  { store, tables, items, clock, account, housekeeping }: Parts,
  input: UpdateTableCommandInput,
): { readonly table: Table; readonly created: ReadonlySet<string> } {
  verify(input);
  const before = tables.requireForTableOperation(input.TableName ?? '');
  const changed = store.transaction(() => {
    const surroundings = { account, now: clock.now(), newSpace: () => tables.newSpace() };
    const { definition, changes } = change(before.definition, input, surroundings);
    const table = tables.save(definition);
    for (const index of before.indexes) {
      if (changes.deleted.some(({ space }) => space === index.definition.space)) items.emptyIndex(index);
    }
    for (const index of table.indexes) {
      if (changes.created.has(index.definition.name)) items.fillIndex(table, index);
    }
    return { table, created: changes.created };
  });
  housekeeping.start();
  return changed;
}

const SUPPORTED = [
  'BillingMode',
  'ProvisionedThroughput',
  'GlobalSecondaryIndexUpdates',
  'StreamSpecification',
  'SSESpecification',
  'TableClass',
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'WarmThroughput',
] as const;

const UNSUPPORTED = [
  'ReplicaUpdates',
  'MultiRegionConsistency',
  'GlobalTableWitnessUpdates',
  'GlobalTableSettingsReplicationMode',
  'DisassociationProtectionEnabled',
  'VectorIndexUpdates',
] as const;

function verify(input: UpdateTableCommandInput): void {
  const constraints = new Constraints()
    .tableName(input.TableName)
    .oneOf('billingMode', input.BillingMode, ['PROVISIONED', 'PAY_PER_REQUEST'])
    .oneOf('tableClass', input.TableClass, ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'])
    .oneOf('streamSpecification.streamViewType', input.StreamSpecification?.StreamViewType, VIEW_TYPES);
  constrainAttributes(constraints, input.AttributeDefinitions ?? []);
  constrainThroughput(constraints, input.ProvisionedThroughput);
  input.GlobalSecondaryIndexUpdates?.forEach(({ Create }, at) => {
    const member = `globalSecondaryIndexUpdates.${at + 1}.member.create`;
    if (Create) constrainIndex(constraints, member, Create, 'GLOBAL');
  });
  constraints.verify();
  const unsupported = UNSUPPORTED.find((name) => input[name] !== undefined);
  if (unsupported) throw invalidParameter(`The emulator does not support ${unsupported}`);
  if (SUPPORTED.every((name) => input[name] === undefined)) {
    throw new ValidationError(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or ' +
        'SSESpecification or ReplicaUpdates is required',
    );
  }
}

interface Surroundings {
  readonly account: Account;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly newSpace: () => number;
}

function change(
  definition: TableDefinition,
  input: UpdateTableCommandInput,
  surroundings: Surroundings,
): { readonly definition: TableDefinition; readonly changes: IndexChanges } {
  const given = parseAttributes(input.AttributeDefinitions ?? []);
  refuseRedefinition(definition, given);
  let changed = changeBilling(definition, input, surroundings.now);
  changed = { ...changed, attributes: { ...changed.attributes, ...given } };
  const changes = changeIndexes(changed, input.GlobalSecondaryIndexUpdates ?? [], surroundings.newSpace);
  checkIndexes(changes.indexes);
  refuseMissingThroughput({ ...changed, indexes: changes.indexes });
  changed = changeSettings({ ...changed, indexes: changes.indexes }, input, surroundings);
  if (input.StreamSpecification) changed = changeStream(changed, input.StreamSpecification, surroundings);
  return { definition: withoutUnusedAttributes(changed), changes };
}

function refuseRedefinition({ attributes }: TableDefinition, given: TableDefinition['attributes']): void {
  const redefined = Object.keys(given).find((name) => attributes[name] && attributes[name] !== given[name]);
  if (redefined !== undefined) {
    throw invalidParameter(`The type of attribute ${redefined} cannot be changed while it is part of a key`);
  }
}

function refuseMissingThroughput({ billingMode, indexes }: TableDefinition): void {
  const index = indexes.find(({ kind, throughput }) => kind === 'GLOBAL' && !throughput);
  if (billingMode === 'PROVISIONED' && index) {
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${index.name}`);
  }
}

function changeSettings(
  definition: TableDefinition,
  input: UpdateTableCommandInput,
  { account, now }: Surroundings,
): TableDefinition {
  const { encryptionKey: before, ...rest } = definition;
  const encryptionKey = input.SSESpecification ? encryptionKeyOf(input.SSESpecification, account) : before;
  return {
    ...rest,
    ...(encryptionKey === undefined ? {} : { encryptionKey }),
    ...(input.TableClass ? { tableClass: input.TableClass, tableClassSince: now } : {}),
    deletionProtection: input.DeletionProtectionEnabled ?? definition.deletionProtection,
  };
}

/** Attributes that are no longer part of any key are no longer defined. */
function withoutUnusedAttributes(definition: TableDefinition): TableDefinition {
  const { attributes, keySchema, indexes } = definition;
  const used = new Set([keySchema, ...indexes.map((index) => index.keySchema)].flat().map((key) => key.AttributeName));
  return {
    ...definition,
    attributes: Object.fromEntries(Object.entries(attributes).filter(([name]) => used.has(name))),
  };
}
