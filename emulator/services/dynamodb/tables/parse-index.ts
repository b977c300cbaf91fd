import type { CreateGlobalSecondaryIndexAction, LocalSecondaryIndex, Projection } from '@aws-sdk/client-dynamodb';
import { invalidParameter } from '../errors.ts';
import type { KeyType } from '../keys/key-schema.ts';
import { GLOBAL_INDEX_KEY_ATTRIBUTES } from '../limits.ts';
import type { Constraints } from '../request/constraints.ts';
import type { IndexDefinition, KeyElement } from './definition.ts';
import { checkGlobalKeySchema, checkKeySchema, constrainKeySchema, notDefined, parseElements } from './parse-keys.ts';
import { parseThroughput } from './parse-throughput.ts';

/** What requests say of a new index. */
export type IndexInput = CreateGlobalSecondaryIndexAction | LocalSecondaryIndex;

const PROJECTION_TYPES = ['ALL', 'INCLUDE', 'KEYS_ONLY'] as const;
const LONGEST_PROJECTION = 20;

/** @param member `globalSecondaryIndexes.1.member` */
export function constrainIndex(
  constraints: Constraints,
  member: string,
  { IndexName, KeySchema, Projection: projection }: IndexInput,
  kind: IndexDefinition['kind'],
): void {
  constraints
    .required(`${member}.projection`, projection)
    .oneOf(`${member}.projection.projectionType`, projection?.ProjectionType, PROJECTION_TYPES)
    .length(`${member}.projection.nonKeyAttributes`, projection?.NonKeyAttributes, 1, LONGEST_PROJECTION)
    .required(`${member}.indexName`, IndexName)
    .indexName(IndexName, `${member}.indexName`);
  constrainKeySchema(
    constraints,
    `${member}.keySchema`,
    KeySchema,
    kind === 'LOCAL' ? 2 : 2 * GLOBAL_INDEX_KEY_ATTRIBUTES,
  );
}

export interface IndexSurroundings {
  readonly attributes: Readonly<Record<string, KeyType>>;
  readonly tableKey: readonly KeyElement[];
  readonly billingMode: 'PROVISIONED' | 'PAY_PER_REQUEST';
}

type NewIndex = Omit<IndexDefinition, 'space'>;

export function parseLocalIndex(input: LocalSecondaryIndex, { attributes, tableKey }: IndexSurroundings): NewIndex {
  const name = input.IndexName ?? '';
  const keySchema = parseElements(input.KeySchema ?? []);
  refuseUndefinedKeys(keySchema, attributes);
  checkKeySchema(keySchema, attributes);
  const [partition, sort] = keySchema;
  if (!sort) throw invalidParameter(`Index KeySchema does not have a range key for index: ${name}`);
  const tablePartition = tableKey[0]?.AttributeName;
  if (partition?.AttributeName !== tablePartition) {
    throw invalidParameter(
      'Index KeySchema does not have the same leading hash key as table KeySchema for index: ' +
        `${name}. index hash key: ${partition?.AttributeName}, table hash key: ${tablePartition}`,
    );
  }
  return { name, kind: 'LOCAL', keySchema, ...parseProjection(input.Projection) };
}

export function parseGlobalIndex(
  input: CreateGlobalSecondaryIndexAction,
  { attributes, billingMode }: IndexSurroundings,
): NewIndex {
  const name = input.IndexName ?? '';
  const keySchema = parseElements(input.KeySchema ?? []);
  refuseUndefinedKeys(keySchema, attributes);
  checkGlobalKeySchema(keySchema, attributes);
  const throughput = parseThroughput(input.ProvisionedThroughput, billingMode, name);
  return {
    name,
    kind: 'GLOBAL',
    keySchema,
    ...parseProjection(input.Projection),
    ...(throughput ? { throughput } : {}),
    ...(input.OnDemandThroughput ? { onDemandThroughput: input.OnDemandThroughput } : {}),
    ...(input.WarmThroughput ? { warmThroughput: input.WarmThroughput } : {}),
  };
}

function refuseUndefinedKeys(keySchema: readonly KeyElement[], attributes: Readonly<Record<string, KeyType>>): void {
  const names = keySchema.map(({ AttributeName }) => AttributeName);
  if (names.some((name) => !(name in attributes))) throw notDefined(names, Object.keys(attributes));
}

function parseProjection(projection: Projection | undefined): Pick<NewIndex, 'projectionType' | 'nonKeyAttributes'> {
  const { ProjectionType: projectionType, NonKeyAttributes: attributes } = projection ?? {};
  if (!projectionType) throw invalidParameter('Unknown ProjectionType: null');
  if (projectionType === 'INCLUDE') {
    if (!attributes) throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
    return { projectionType, nonKeyAttributes: attributes };
  }
  if (attributes) throw invalidParameter(`ProjectionType is ${projectionType}, but NonKeyAttributes is specified`);
  return { projectionType, nonKeyAttributes: [] };
}
