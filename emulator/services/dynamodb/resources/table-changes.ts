import type {
  GlobalSecondaryIndex,
  GlobalSecondaryIndexUpdate,
  UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Account } from '../../../runtime/account.ts';
import type { IndexDefinition, TableDefinition } from '../tables/definition.ts';
import { encryptionKeyOf } from '../tables/encryption.ts';
import type { Table } from '../tables/table.ts';
import type { DesiredTable } from './desired-table.ts';

type Change = Omit<UpdateTableCommandInput, 'TableName'>;

/**
 * The UpdateTable calls that bring a table to what a template wants, in order; none when it is so already. A call
 * makes or removes one index at most; an index whose key or projection changed is made anew.
 */
export function tableChanges({ definition }: Table, { input }: DesiredTable, account: Account): readonly Change[] {
  const wanted = input.GlobalSecondaryIndexes ?? [];
  const present = definition.indexes.filter(({ kind }) => kind === 'GLOBAL');
  const same = (index: IndexDefinition) => wanted.find((other) => isSameIndex(index, other));
  const removals = present.filter((index) => !same(index));
  const additions = wanted.filter((other) => !present.some((index) => isSameIndex(index, other)));
  return [
    ...removals.map(({ name }) => indexChange({ Delete: { IndexName: name } })),
    ...settingsChange(definition, input, account),
    ...streamChanges(definition, input.StreamSpecification?.StreamViewType),
    ...additions.map((index) => ({
      AttributeDefinitions: input.AttributeDefinitions,
      ...indexChange({ Create: createAction(index) }),
    })),
  ];
}

const indexChange = (update: GlobalSecondaryIndexUpdate): Change => ({ GlobalSecondaryIndexUpdates: [update] });

function createAction({ IndexName, KeySchema, Projection, ...capacity }: GlobalSecondaryIndex) {
  return { IndexName, KeySchema, Projection, ...capacity };
}

function isSameIndex(index: IndexDefinition, wanted: GlobalSecondaryIndex): boolean {
  const { ProjectionType, NonKeyAttributes = [] } = wanted.Projection ?? {};
  return (
    index.name === wanted.IndexName &&
    alike(index.keySchema, wanted.KeySchema) &&
    index.projectionType === ProjectionType &&
    alike([...index.nonKeyAttributes].sort(), [...NonKeyAttributes].sort())
  );
}

const alike = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

function settingsChange(
  definition: TableDefinition,
  input: DesiredTable['input'],
  account: Account,
): readonly Change[] {
  const { BillingMode = 'PROVISIONED', ProvisionedThroughput, OnDemandThroughput, WarmThroughput, TableClass } = input;
  const { DeletionProtectionEnabled = false, SSESpecification } = input;
  const switched = BillingMode !== definition.billingMode;
  const resized = ProvisionedThroughput && !alike(ProvisionedThroughput, definition.throughput);
  const resizedIndexes =
    BillingMode === 'PAY_PER_REQUEST' && switched
      ? []
      : indexCapacities(definition, input.GlobalSecondaryIndexes ?? []);
  const change: Change = {
    ...(switched ? { BillingMode } : {}),
    ...(switched || resized ? { ProvisionedThroughput } : {}),
    ...(OnDemandThroughput && !alike(OnDemandThroughput, definition.onDemandThroughput) ? { OnDemandThroughput } : {}),
    ...(WarmThroughput && !alike(WarmThroughput, definition.warmThroughput) ? { WarmThroughput } : {}),
    ...(TableClass && TableClass !== (definition.tableClass ?? 'STANDARD') ? { TableClass } : {}),
    ...(DeletionProtectionEnabled === definition.deletionProtection ? {} : { DeletionProtectionEnabled }),
    ...(encryptionKeyOf(SSESpecification, account) === definition.encryptionKey
      ? {}
      : { SSESpecification: SSESpecification ?? { Enabled: false } }),
    ...(resizedIndexes.length > 0 ? { GlobalSecondaryIndexUpdates: resizedIndexes } : {}),
  };
  return Object.values(change).some((value) => value !== undefined) ? [change] : [];
}

function indexCapacities(
  { indexes }: TableDefinition,
  wanted: readonly GlobalSecondaryIndex[],
): GlobalSecondaryIndexUpdate[] {
  return wanted.flatMap((index) => {
    const present = indexes.find((known) => isSameIndex(known, index));
    const { IndexName, ProvisionedThroughput, OnDemandThroughput, WarmThroughput } = index;
    const changed =
      present &&
      ((ProvisionedThroughput && !alike(ProvisionedThroughput, present.throughput)) ||
        (OnDemandThroughput && !alike(OnDemandThroughput, present.onDemandThroughput)) ||
        (WarmThroughput && !alike(WarmThroughput, present.warmThroughput)));
    return changed ? [{ Update: { IndexName, ProvisionedThroughput, OnDemandThroughput, WarmThroughput } }] : [];
  });
}

/** A stream with another view is another stream: the one that is there ends first. */
function streamChanges({ stream }: TableDefinition, wanted: string | undefined): readonly Change[] {
  const present = stream?.enabled ? stream.view : undefined;
  if (present === wanted) return [];
  const view = VIEWS.find((known) => known === wanted);
  return [
    ...(present ? [{ StreamSpecification: { StreamEnabled: false } }] : []),
    ...(view ? [{ StreamSpecification: { StreamEnabled: true, StreamViewType: view } }] : []),
  ];
}

const VIEWS = ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] as const;
