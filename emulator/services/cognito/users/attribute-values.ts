import type { AttributeType, SchemaAttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter } from '../errors.ts';
import type { UserPool } from '../pools/user-pool.ts';

export const isEmail = (value: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
/** E.164 */
export const isPhoneNumber = (value: string) => /^\+[1-9]\d{1,14}$/.test(value);

/** The API's list as a record; a name that is given twice counts as it was given last. */
export function attributeRecord(list: readonly AttributeType[] = []): Record<string, string> {
  return Object.fromEntries(list.map(({ Name, Value }) => [Name ?? '', Value ?? '']));
}

export const attributeList = (attributes: Readonly<Record<string, string>>): AttributeType[] =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

/**
 * Checks values against a pool's schema.
 *
 * @throws AwsError InvalidParameterException
 */
export function checkValues(pool: UserPool, attributes: Readonly<Record<string, string>>): void {
  const broken = Object.entries(attributes).flatMap(([name, value]) => {
    const attribute = pool.attributes.find(({ Name }) => Name === name);
    const problem = attribute ? problemOf(attribute, value) : 'Attribute does not exist in the schema.';
    return problem ? [`${name}: ${problem}\n`] : [];
  });
  if (broken.length > 0) throw invalidParameter(`Attributes did not conform to the schema: ${broken.join('')}`);
  if (attributes.email && !isEmail(attributes.email)) throw invalidParameter('Invalid email address format.');
  if (attributes.phone_number && !isPhoneNumber(attributes.phone_number)) {
    throw invalidParameter('Invalid phone number format.');
  }
}

/** @throws AwsError InvalidParameterException when a required attribute is absent */
export function checkRequired(pool: UserPool, attributes: Readonly<Record<string, string>>): void {
  const absent = pool.attributes.filter(({ Name = '', Required }) => Required && !attributes[Name]);
  if (absent.length === 0) return;
  const lines = absent.map(({ Name }) => `${Name}: The attribute is required\n`);
  throw invalidParameter(`Attributes did not conform to the schema: ${lines.join('')}`);
}

/** @throws AwsError InvalidParameterException when one of these never changes */
export function checkMutable(pool: UserPool, names: readonly string[]): void {
  for (const name of names) {
    const attribute = pool.attributes.find(({ Name }) => Name === name);
    if (attribute?.Mutable === false) throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`);
  }
}

/** Verified flags that follow from a change: a new address or number is not verified yet, unless the change says so. */
export function withVerification(
  before: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
): Record<string, string> {
  const next = { ...before, ...changes };
  for (const name of ['email', 'phone_number'] as const) {
    const flag = `${name}_verified`;
    if (changes[name] === undefined || flag in changes) continue;
    if (changes[name] !== before[name] || before[flag] === undefined) next[flag] = 'false';
  }
  return next;
}

function problemOf(attribute: SchemaAttributeType, value: string): string | undefined {
  const { AttributeDataType: type } = attribute;
  if (type === 'String') return lengthProblem(attribute, value);
  if (type === 'Number') return numberProblem(attribute, value);
  if (type === 'Boolean' && !/^(true|false)$/i.test(value)) return 'Attribute value is not a boolean.';
  if (type === 'DateTime' && Number.isNaN(Date.parse(value))) return 'Attribute value is not a date.';
  return undefined;
}

function lengthProblem({ StringAttributeConstraints: limits }: SchemaAttributeType, value: string) {
  if (limits?.MinLength !== undefined && value.length < Number(limits.MinLength)) {
    return `String must be at least ${limits.MinLength} characters long`;
  }
  if (limits?.MaxLength !== undefined && value.length > Number(limits.MaxLength)) {
    return `String must be no longer than ${limits.MaxLength} characters`;
  }
  return undefined;
}

function numberProblem({ NumberAttributeConstraints: limits }: SchemaAttributeType, value: string) {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return 'Attribute value is not a number.';
  if (limits?.MinValue !== undefined && number < Number(limits.MinValue))
    return `Number is less than ${limits.MinValue}`;
  if (limits?.MaxValue !== undefined && number > Number(limits.MaxValue)) {
    return `Number is greater than ${limits.MaxValue}`;
  }
  return undefined;
}
