import { invalidParameter } from '../errors.ts';
import { GLOBAL_INDEXES_PER_TABLE, LOCAL_INDEXES_PER_TABLE, PROJECTED_ATTRIBUTES_PER_TABLE } from '../limits.ts';
import type { IndexDefinition, TableDefinition } from './definition.ts';

/** Checks that the indexes of a table may stand beside each other. */
export function checkIndexes(indexes: readonly Omit<IndexDefinition, 'space'>[]): void {
  const names = indexes.map(({ name }) => name);
  const repeated = names.find((name, at) => names.indexOf(name) < at);
  if (repeated !== undefined) throw invalidParameter(`Duplicate index name: ${repeated}`);
  const count = (kind: IndexDefinition['kind']) => indexes.filter((index) => index.kind === kind).length;
  if (count('LOCAL') > LOCAL_INDEXES_PER_TABLE) {
    throw invalidParameter(`Number of LocalSecondaryIndexes exceeds per-table limit of ${LOCAL_INDEXES_PER_TABLE}`);
  }
  if (count('GLOBAL') > GLOBAL_INDEXES_PER_TABLE) {
    throw invalidParameter(`GlobalSecondaryIndex count exceeds the per-table limit of ${GLOBAL_INDEXES_PER_TABLE}`);
  }
  const projected = indexes.flatMap(({ nonKeyAttributes }) => nonKeyAttributes);
  if (projected.length > PROJECTED_ATTRIBUTES_PER_TABLE) {
    throw invalidParameter(
      `Number of user specified NonKeyAttributes exceeds the limit of ${PROJECTED_ATTRIBUTES_PER_TABLE}`,
    );
  }
}

/** Every defined attribute must be a key of the table or of an index. */
export function refuseUnusedAttributes({
  attributes,
  keySchema,
  indexes,
}: Pick<TableDefinition, 'attributes' | 'keySchema'> & {
  readonly indexes: readonly Pick<IndexDefinition, 'keySchema'>[];
}): void {
  const used = new Set([keySchema, ...indexes.map((index) => index.keySchema)].flat().map((key) => key.AttributeName));
  const defined = Object.keys(attributes);
  if (defined.every((name) => used.has(name))) return;
  if (indexes.length === 0) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(', ')}], ` +
      `keys used: [${[...used].join(', ')}]`,
  );
}
