import { z } from 'zod';
import { formatPath, TemplateError, unsupported } from './errors.ts';
import { isRecord } from './unknown.ts';

const object = z.record(z.string(), z.unknown());

/** A logical id: letters and digits (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html). */
const LOGICAL_ID = /^[A-Za-z0-9]+$/;
const byLogicalId = <Schema extends z.ZodType>(schema: Schema) =>
  z.record(z.string().regex(LOGICAL_ID, 'logical ids are alphanumeric'), schema);

const parameter = z.strictObject({
  Type: z.string(),
  Default: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]).optional(),
  Description: z.string().optional(),
  AllowedValues: z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
  AllowedPattern: z.string().optional(),
  ConstraintDescription: z.string().optional(),
  MinLength: z.coerce.number().optional(),
  MaxLength: z.coerce.number().optional(),
  MinValue: z.coerce.number().optional(),
  MaxValue: z.coerce.number().optional(),
  NoEcho: z.union([z.boolean(), z.stringbool()]).optional(),
});

const deletionPolicy = z.enum(['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']);

const resource = z.strictObject({
  Type: z.string(),
  Properties: object.optional(),
  DependsOn: z.union([z.string().transform((id) => [id]), z.array(z.string())]).optional(),
  Condition: z.string().optional(),
  DeletionPolicy: z.union([deletionPolicy, object]).optional(),
  UpdateReplacePolicy: z.union([z.enum(['Delete', 'Retain', 'Snapshot']), object]).optional(),
  Metadata: object.optional(),
  CreationPolicy: object.optional(),
  UpdatePolicy: object.optional(),
});

const output = z.strictObject({
  Value: z.unknown(),
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.strictObject({ Name: z.unknown() }).optional(),
});

const rule = z.strictObject({
  RuleCondition: z.unknown().optional(),
  Assertions: z.array(z.strictObject({ Assert: z.unknown(), AssertDescription: z.string().optional() })),
});

const schema = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09').optional(),
  Description: z.string().optional(),
  Metadata: object.optional(),
  Transform: z.union([z.string().transform((name) => [name]), z.array(z.unknown())]).optional(),
  Parameters: byLogicalId(parameter).default({}),
  Rules: byLogicalId(rule).default({}),
  Mappings: byLogicalId(z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: byLogicalId(z.unknown()).default({}),
  Resources: byLogicalId(resource),
  Outputs: byLogicalId(output).default({}),
});

export type Template = z.output<typeof schema>;
export type TemplateParameter = z.output<typeof parameter>;
export type TemplateResource = z.output<typeof resource>;
export type TemplateOutput = z.output<typeof output>;
export type DeletionPolicy = z.output<typeof deletionPolicy>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_MEMBERS = { Resources: 500, Parameters: 200, Outputs: 200, Mappings: 200 } as const;

/** The one transform that changes only what functions may do, all of which are here. */
const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions';

/**
 * Parses a template's text
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html).
 *
 * @throws TemplateError naming the first section or member that does not fit
 */
export function parseTemplate(body: string): Template {
  const document = parseJson(body);
  if (!isRecord(document)) throw new TemplateError('Template format error: unsupported structure.');
  refuseUnknownSections(document);
  refuseLoops(document);
  const parsed = schema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path ?? [];
    throw new TemplateError(`Template format error: [/${formatPath(path).replaceAll('.', '/')}] ${issue?.message}`);
  }
  if (Object.keys(parsed.data.Resources).length === 0)
    throw new TemplateError('Template format error: At least one Resources member must be defined.');
  refuseTooMany(parsed.data);
  for (const transform of parsed.data.Transform ?? [])
    if (transform !== LANGUAGE_EXTENSIONS) throw unsupported(`The transform ${transformName(transform)}`);
  return parsed.data;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new TemplateError('Template format error: JSON not well-formed.', { cause });
  }
}

function refuseUnknownSections(document: Record<string, unknown>): void {
  const known = Object.keys(schema.shape);
  const others = Object.keys(document).filter((section) => !known.includes(section));
  if (others.length > 0) throw new TemplateError(`Invalid template property or properties [${others.join(', ')}]`);
  if (!('Resources' in document))
    throw new TemplateError('Template format error: At least one Resources member must be defined.');
}

/** `Fn::ForEach` stands where logical ids do, and would only be called a wrong one. */
function refuseLoops(document: Record<string, unknown>): void {
  const sections = Object.values(document).filter(isRecord);
  if (sections.some((section) => Object.keys(section).some((key) => key.startsWith('Fn::ForEach'))))
    throw unsupported('Fn::ForEach');
}

function refuseTooMany(template: Template): void {
  for (const section of ['Resources', 'Parameters', 'Outputs', 'Mappings'] as const) {
    const count = Object.keys(template[section]).length;
    if (count > MOST_MEMBERS[section])
      throw new TemplateError(
        `Template format error: Number of ${section.toLowerCase()}, ${count}, is greater than maximum allowed, ${MOST_MEMBERS[section]}`,
      );
  }
}

const transformName = (transform: unknown): string =>
  isRecord(transform) ? String(transform.Name) : String(transform);
