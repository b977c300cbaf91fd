import type { GlobalSecondaryIndexUpdate } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../door/errors.ts';
import { invalidParameter, resourceNotFound, ValidationError } from '../errors.ts';
import type { IndexDefinition, TableDefinition } from './definition.ts';
import { parseGlobalIndex } from './parse-index.ts';
import { parseThroughput } from './parse-throughput.ts';

export interface IndexChanges {
  readonly indexes: readonly IndexDefinition[];
  /** Names of the indexes that are to be filled, and the indexes that are to be emptied. */
  readonly created: ReadonlySet<string>;
  readonly deleted: readonly IndexDefinition[];
}

/** Applies `GlobalSecondaryIndexUpdates`. `definition` has the attributes and billing mode of the request already. */
export function changeIndexes(
  definition: TableDefinition,
  updates: readonly GlobalSecondaryIndexUpdate[],
  newSpace: () => number,
): IndexChanges {
  const structural = updates.filter(({ Create, Delete }) => Create || Delete);
  if (structural.length > 1) {
    throw new AwsError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  let indexes = definition.indexes;
  for (const update of updates) indexes = changeOne({ ...definition, indexes }, update, newSpace);
  return {
    indexes,
    created: new Set(updates.flatMap(({ Create }) => Create?.IndexName ?? [])),
    deleted: definition.indexes.filter(({ space }) => indexes.every((index) => index.space !== space)),
  };
}

function changeOne(
  definition: TableDefinition,
  { Create, Update, Delete }: GlobalSecondaryIndexUpdate,
  newSpace: () => number,
): readonly IndexDefinition[] {
  const { indexes, billingMode, attributes, keySchema } = definition;
  if (Create) {
    if (indexes.some(({ name }) => name === Create.IndexName)) {
      throw new ValidationError(`Attempting to create an index which already exists: ${Create.IndexName}`);
    }
    const created = parseGlobalIndex(Create, { attributes, billingMode, tableKey: keySchema });
    return [...indexes, { ...created, space: newSpace() }];
  }
  const name = Update?.IndexName ?? Delete?.IndexName;
  const index = indexes.find((known) => known.name === name && known.kind === 'GLOBAL');
  if (!name) throw invalidParameter('GlobalSecondaryIndexUpdates must hold one of Create, Update or Delete');
  if (!index) throw resourceNotFound();
  const others = indexes.filter((known) => known !== index);
  if (!Update) return others;
  const throughput = Update.ProvisionedThroughput && parseThroughput(Update.ProvisionedThroughput, billingMode, name);
  return [
    ...others,
    {
      ...index,
      ...(throughput ? { throughput } : {}),
      ...(Update.OnDemandThroughput ? { onDemandThroughput: Update.OnDemandThroughput } : {}),
      ...(Update.WarmThroughput ? { warmThroughput: Update.WarmThroughput } : {}),
    },
  ];
}
