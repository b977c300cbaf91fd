import { NormalizedSchema } from '@smithy/core/schema';
import { clientSchemas } from './client-schemas.ts';

/** An operation as AWS's model describes it. */
export interface OperationModel {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Method, path template and status of the REST protocols. */
  readonly http?: { readonly method: string; readonly path: string; readonly status: number };
}

/** An error shape of the model: its status, its old query code, and how it spells `message`. */
export interface ErrorModel {
  readonly status?: number;
  readonly queryCode?: string;
  readonly members: ReadonlyMap<string, NormalizedSchema>;
}

/** The whole model of a service, read from the schemas of its SDK client. */
export interface ServiceModel {
  readonly operations: ReadonlyMap<string, OperationModel>;
  error(code: string): ErrorModel | undefined;
}

/** The SDK's static schemas: [kind, namespace, name, traits, …] (see `StaticSchema` in @smithy/types). */
const OPERATION = 9;
const ERROR = -3;

type SchemaTuple = readonly [number, string, string, unknown, ...unknown[]];
type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

const isSchema = (value: unknown, kind: number): value is SchemaTuple => Array.isArray(value) && value[0] === kind;

const models = new Map<string, ServiceModel>();

/** Loads a model at its first use. */
export function loadModel(sdk: string): ServiceModel {
  const known = models.get(sdk);
  if (known) return known;
  const model = readModel(clientSchemas(sdk));
  models.set(sdk, model);
  return model;
}

function readModel(schemas: Record<string, unknown>): ServiceModel {
  const operations = new Map<string, OperationModel>();
  for (const [key, value] of Object.entries(schemas)) {
    if (key.endsWith('$') && isSchema(value, OPERATION)) operations.set(value[2], readOperation(value));
  }
  const errors = new Map<string, ErrorModel | undefined>();
  return {
    operations,
    error(code) {
      if (!errors.has(code)) errors.set(code, readError(schemas[`${code}$`]));
      return errors.get(code);
    },
  };
}

function readOperation(schema: SchemaTuple): OperationModel {
  const traits = NormalizedSchema.of(schema as unknown as SchemaRef).getMergedTraits() as Record<string, unknown>;
  const http = traits.http as [string, string, number] | undefined;
  return {
    name: schema[2],
    input: resolve(schema[4]),
    output: resolve(schema[5]),
    ...(http ? { http: { method: http[0], path: http[1], status: http[2] } } : {}),
  };
}

function readError(schema: unknown): ErrorModel | undefined {
  if (!isSchema(schema, ERROR)) return undefined;
  const normalized = NormalizedSchema.of(schema as unknown as SchemaRef);
  const traits = normalized.getMergedTraits() as Record<string, unknown>;
  const query = traits.awsQueryError as [string, number] | undefined;
  const status = traits.httpError as number | undefined;
  return {
    members: new Map(normalized.structIterator()),
    ...(status ? { status } : {}),
    ...(query ? { queryCode: query[0] } : {}),
  };
}

function resolve(reference: unknown): NormalizedSchema {
  return NormalizedSchema.of((typeof reference === 'function' ? reference() : reference) as SchemaRef);
}

/**
 * The required members of a structure: the SDK lists them first and ends the tuple with their number.
 */
export function requiredMembers(structure: NormalizedSchema): string[] {
  const schema = structure.getSchema();
  if (!Array.isArray(schema)) return [];
  const count = typeof schema[6] === 'number' ? schema[6] : 0;
  return (schema[4] as string[]).slice(0, count);
}

/** Traits of a member, as plain values. */
export interface Traits {
  readonly jsonName?: string;
  readonly httpLabel?: 1;
  readonly httpHeader?: string;
  readonly httpQuery?: string;
  readonly httpQueryParams?: 1;
  readonly httpPrefixHeaders?: string;
  readonly httpPayload?: 1;
  readonly httpResponseCode?: 1;
  readonly xmlName?: string;
  readonly xmlFlattened?: 1;
  readonly xmlAttribute?: 1;
  readonly xmlNamespace?: readonly [prefix: string, uri: string] | string;
  readonly streaming?: 1;
  readonly mediaType?: string;
}

export const traitsOf = (schema: NormalizedSchema): Traits => schema.getMergedTraits() as Traits;

/** Traits that a structure gives to its member, without those of the member's own shape. */
export const memberTraitsOf = (schema: NormalizedSchema): Traits => schema.getMemberTraits() as Traits;
