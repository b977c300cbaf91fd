import * as z from 'zod';

/** One field that an event may carry. */
export interface Field {
  /** `original.bucket`; `logs[].level` of what is in a list. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  /** Empty when nobody has described it. */
  readonly description: string;
}

/** As much of JSON Schema as zod writes of a contract. */
const node = z.looseObject({
  type: z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().default(''),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).default([]),
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, typeof node>> {
    return z.record(z.string(), node).optional();
  },
  get items(): z.ZodOptional<typeof node> {
    return node.optional();
  },
  get anyOf(): z.ZodOptional<z.ZodArray<typeof node>> {
    return z.array(node).optional();
  },
});
type Node = z.infer<typeof node>;

/** Every field of a schema, depth first. Of a choice, what every branch needs is needed. */
export function fieldsOf(schema: unknown): Field[] {
  return within(node.parse(schema), '');
}

function within({ properties = {}, required, items, anyOf }: Node, path: string): Field[] {
  const own = Object.entries(properties).flatMap(([name, field]) => {
    const at = path ? `${path}.${name}` : name;
    const { description } = field;
    return [{ path: at, type: typeOf(field), required: required.includes(name), description }, ...within(field, at)];
  });
  const listed = items ? within(items, `${path}[]`) : [];
  return [...own, ...listed, ...merged((anyOf ?? []).map((branch) => within(branch, path)))];
}

/** The fields of several branches, each once. It is needed when every branch that has its parent needs it. */
function merged(branches: readonly Field[][]): Field[] {
  const fields = new Map<string, Field>();
  for (const field of branches.flat()) {
    const parent = parentOf(field.path);
    const concerned = branches.filter(
      (branch) => parent === '' || branch.some(({ path }) => parentOf(path) === parent),
    );
    const required = concerned.every((branch) => branch.find(({ path }) => path === field.path)?.required);
    if (!fields.has(field.path)) fields.set(field.path, { ...field, required });
  }
  return [...fields.values()];
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

function typeOf({ type = ['anything'], ...field }: Node): string {
  if (field.anyOf) return [...new Set(field.anyOf.map(typeOf))].join(' or ');
  if (field.enum) return field.enum.map((value) => `\`${value}\``).join(', ');
  if (field.const !== undefined) return `\`${field.const}\``;
  return type.map((one) => nameOf(one, field)).join(' or ');
}

function nameOf(
  type: string,
  { items, maxItems, format = '', maxLength }: Pick<Node, 'items' | 'maxItems' | 'format' | 'maxLength'>,
): string {
  if (type === 'array') return `list${items ? ` of ${typeOf(items)}` : ''}${atMost(maxItems)}`;
  if (type === 'string') return `${TEXT[format] ?? 'text'}${atMost(maxLength, ' characters')}`;
  return type;
}

const TEXT: Readonly<Record<string, string>> = { 'date-time': 'time', uuid: 'UUID', uri: 'URL' };

function atMost(limit: number | undefined, unit = ''): string {
  return limit === undefined ? '' : `, at most ${limit}${unit}`;
}
