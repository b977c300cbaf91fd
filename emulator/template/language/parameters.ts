import { TemplateError, unsupported } from './errors.ts';
import type { Template, TemplateParameter } from './template.ts';
import { Unknown } from './unknown.ts';

/** A parameter's value as expressions see it, and as the stack's description shows it. */
export interface ParameterValue {
  /** Text as it was given, or the default. */
  readonly given: string;
  /** What `Ref` answers: a string, or a list for the list types. */
  readonly value: string | readonly string[] | Unknown;
  /** Only for SSM types: the stored value that `given` names. */
  readonly resolved?: string;
}

/** The value of an SSM parameter by name; undefined when it does not exist (yet). */
export type SsmValues = ReadonlyMap<string, string>;

const SSM_VALUE = /^AWS::SSM::Parameter::Value<(.+)>$/;
const LIST = /^(?:CommaDelimitedList|List<.+>)$/;
const AWS_SPECIFIC = /^(?:List<)?AWS::(?:EC2|Route53)::[\w:.]+>?$/;

/** What a stack is given for a parameter; unknown while a nested stack is only checked. */
export type GivenValue = string | Unknown;

/** Names of the SSM parameters that a template's parameters read, with the values given here. */
export function ssmParameterNames(template: Template, given: Readonly<Record<string, GivenValue>>): string[] {
  return Object.entries(template.Parameters).flatMap(([name, declared]) => {
    const text = given[name] ?? defaultText(declared);
    return SSM_VALUE.test(declared.Type) && typeof text === 'string' ? [text] : [];
  });
}

/**
 * Checks and completes the parameters of a stack
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html).
 *
 * @param ssm stored values for the SSM types; a missing one is an error unless `lenient`, which leaves it unknown
 * @throws TemplateError in CloudFormation's words
 */
export function parameterValues(
  template: Template,
  given: Readonly<Record<string, GivenValue>>,
  ssm: SsmValues,
  { lenient = false } = {},
): Map<string, ParameterValue> {
  refuseMismatch(template, given);
  const values = new Map<string, ParameterValue>();
  for (const [name, declared] of Object.entries(template.Parameters)) {
    const text = given[name] ?? defaultText(declared) ?? '';
    if (text instanceof Unknown) {
      values.set(name, { given: '', value: text });
      continue;
    }
    const ssmType = SSM_VALUE.exec(declared.Type)?.[1];
    if (ssmType === undefined) {
      checkConstraints(name, declared, text);
      values.set(name, { given: text, value: typed(name, declared.Type, text) });
    } else values.set(name, stored({ name, type: ssmType, key: text, ssm, lenient }));
  }
  return values;
}

function refuseMismatch(template: Template, given: Readonly<Record<string, GivenValue>>): void {
  const extra = Object.keys(given).filter((name) => !Object.hasOwn(template.Parameters, name));
  if (extra.length > 0) throw new TemplateError(`Parameters: [${extra.join(', ')}] do not exist in the template`);
  const missing = Object.entries(template.Parameters)
    .filter(([name, { Default }]) => given[name] === undefined && Default === undefined)
    .map(([name]) => name);
  if (missing.length > 0) throw new TemplateError(`Parameters: [${missing.join(', ')}] must have values`);
}

function defaultText({ Default }: TemplateParameter): string | undefined {
  return Array.isArray(Default) ? Default.join(',') : Default === undefined ? undefined : String(Default);
}

function stored(options: {
  name: string;
  type: string;
  key: string;
  ssm: SsmValues;
  lenient: boolean;
}): ParameterValue {
  const { name, type, key, ssm, lenient } = options;
  const resolved = ssm.get(key);
  if (resolved !== undefined) return { given: key, value: typed(name, type, resolved), resolved };
  if (lenient) return { given: key, value: new Unknown(name) };
  throw new TemplateError(`Unable to fetch parameters [${key}] from parameter store for this account.`);
}

/** The value of a type's text. Types that only AWS could check (ids of networks and zones) are taken as they are. */
function typed(name: string, type: string, text: string): string | string[] {
  if (LIST.test(type)) {
    const list = text === '' ? [] : text.split(',').map((member) => member.trim());
    if (type === 'List<Number>') for (const member of list) requireNumber(name, member);
    return list;
  }
  if (type === 'Number') requireNumber(name, text);
  else if (type !== 'String' && type !== 'AWS::SSM::Parameter::Name' && !AWS_SPECIFIC.test(type))
    throw unsupported(`The type ${type} of the parameter ${name}`);
  return text;
}

function requireNumber(name: string, text: string): void {
  if (text.trim() === '' || Number.isNaN(Number(text)))
    throw new TemplateError(`Parameter '${name}' must be a number.`);
}

function checkConstraints(name: string, declared: TemplateParameter, text: string): void {
  const { AllowedValues, AllowedPattern, ConstraintDescription } = declared;
  const refuse = (rule: string) => {
    throw new TemplateError(
      ConstraintDescription
        ? `Parameter ${name} failed to satisfy constraint: ${ConstraintDescription}`
        : `Parameter '${name}' ${rule}`,
    );
  };
  const members = LIST.test(declared.Type) ? text.split(',').map((member) => member.trim()) : [text];
  if (AllowedValues && !members.every((member) => AllowedValues.includes(member)))
    refuse('must be one of AllowedValues');
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(text))
    refuse(`must match pattern ${AllowedPattern}`);
  checkRange(declared, text, refuse);
}

function checkRange(declared: TemplateParameter, text: string, refuse: (rule: string) => void): void {
  const { MinLength, MaxLength, MinValue, MaxValue, Type } = declared;
  if (MinLength !== undefined && text.length < MinLength) refuse(`must contain at least ${MinLength} characters`);
  if (MaxLength !== undefined && text.length > MaxLength) refuse(`must contain at most ${MaxLength} characters`);
  if (Type !== 'Number') return;
  if (MinValue !== undefined && Number(text) < MinValue) refuse(`must be a number not less than ${MinValue}`);
  if (MaxValue !== undefined && Number(text) > MaxValue) refuse(`must be a number not greater than ${MaxValue}`);
}
