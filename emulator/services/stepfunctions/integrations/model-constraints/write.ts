import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { NormalizedSchema } from '@smithy/core/schema';
import { startCloud } from '../../../../cloud.ts';
import { loadModel } from '../../../../door/wire/model.ts';
import { MOCKABLE_SDKS } from '../mockable-catalog.ts';
import { CONSTRAINTS_FILE, type Constraint, type ModelConstraints } from './model-constraints.ts';

/** A service's model, as far as it matters here. */
interface Model {
  readonly metadata: { readonly serviceId: string };
  readonly shapes: Readonly<Record<string, Shape>>;
}

interface Shape {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly member?: { readonly shape: string };
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
}

const MODEL_FILE = 'service-2.json.gz';
const HAVE_LENGTH_OR_RANGE: ReadonlySet<string> = new Set(['string', 'blob', 'integer', 'long', 'float', 'double']);

/**
 * Where the model has become wider than what Step Functions holds mocks to: functions of their own have Lambda's quota
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
 */
const NARROWER: Readonly<Record<string, Constraint>> = {
  'FunctionConfiguration.MemorySize': { min: 128, max: 10_240 },
};

/** Models by the name of their SDK client, which is their service's id in kebab case. */
function readModels(folder: string): ReadonlyMap<string, Model> {
  const models = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readNewest(join(folder, name)) ?? [])
    .map((model): [string, Model] => [clientOf(model.metadata.serviceId), model]);
  return new Map(models);
}

const clientOf = (serviceId: string) => `@aws-sdk/client-${serviceId.toLowerCase().replaceAll(' ', '-')}`;

function readNewest(folder: string): Model | undefined {
  const newest = readdirSync(folder).sort().at(-1) ?? '';
  const file = readdirSync(join(folder, newest)).find((name) => name === MODEL_FILE);
  return file && (JSON.parse(gunzipSync(readFileSync(join(folder, newest, file))).toString()) as Model);
}

/** The constraints of what the operations answer. */
function constraintsOfOutputs(model: Model, outputs: readonly NormalizedSchema[]): ModelConstraints {
  const structures = new Map<string, NormalizedSchema>();
  for (const output of outputs) collectStructures(output, structures);
  const constrained = [...structures].map(([name, structure]): [string, Record<string, Constraint>] => {
    const members = [...structure.structIterator()].flatMap(([member]): [string, Constraint][] => {
      const shape = model.shapes[name]?.members?.[member]?.shape;
      const constraint = NARROWER[`${name}.${member}`] ?? constraintOf(model, shape);
      return constraint ? [[member, constraint]] : [];
    });
    return [name, Object.fromEntries(members)];
  });
  return Object.fromEntries(constrained.filter(([, members]) => Object.keys(members).length > 0));
}

function collectStructures(schema: NormalizedSchema, found: Map<string, NormalizedSchema>): void {
  const name = schema.getName() ?? '';
  if (schema.isListSchema()) collectStructures(schema.getValueSchema(), found);
  else if (schema.isStructSchema() && !found.has(name)) {
    found.set(name, schema);
    for (const [, member] of schema.structIterator()) collectStructures(member, found);
  }
}

function constraintOf(model: Model, shapeName: string | undefined): Constraint | undefined {
  const shape = shapeName === undefined ? undefined : model.shapes[shapeName];
  if (!shape) return undefined;
  if (shape.type === 'list') {
    const items = constraintOf(model, shape.member?.shape);
    return items && { items };
  }
  if (shape.enum) return { enum: shape.enum };
  const { min, max, type } = shape;
  if (!HAVE_LENGTH_OR_RANGE.has(type) || (min === undefined && max === undefined)) return undefined;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/**
 * `node …/model-constraints/write.ts <folder>`: takes the constraints out of AWS's published models, as the folder
 * `botocore/data` of AWS's SDK for Python has them, for the operations that the emulator has and those that TestState only mocks.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder botocore/data of an installed AWS SDK for Python.');
const models = readModels(folder);
const cloud = await startCloud();
const services = cloud.door
  .services()
  .map(({ sdk, operations }) => ({ sdk, names: operations.map(({ name }) => name) }));
const mockedOnly = Object.values(MOCKABLE_SDKS).map((sdk) => ({ sdk, names: [...loadModel(sdk).operations.keys()] }));
const constraints = [...services, ...mockedOnly].flatMap(({ sdk, names }): [string, ModelConstraints][] => {
  const model = models.get(sdk);
  if (!model) return [];
  const answered = names.flatMap((name) => loadModel(sdk).operations.get(name)?.output ?? []);
  return [[sdk, constraintsOfOutputs(model, answered)]];
});
await cloud.close();
writeFileSync(CONSTRAINTS_FILE, `${JSON.stringify(Object.fromEntries(constraints), undefined, 2)}\n`);
