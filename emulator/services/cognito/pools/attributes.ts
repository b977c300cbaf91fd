import type { AttributeDataType, SchemaAttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter } from '../errors.ts';
import { ATTRIBUTE_CHARACTERS, CUSTOM_ATTRIBUTES } from '../limits.ts';

const text = (Name: string, least = 0, most = ATTRIBUTE_CHARACTERS): SchemaAttributeType => ({
  Name,
  AttributeDataType: 'String',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: { MinLength: String(least), MaxLength: String(most) },
});

const flag = (Name: string): SchemaAttributeType => ({
  Name,
  AttributeDataType: 'Boolean',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
});

const BIRTHDATE_CHARACTERS = 10;

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html */
const STANDARD_ATTRIBUTES: readonly SchemaAttributeType[] = [
  { ...text('sub', 1), Mutable: false, Required: true },
  ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username'].map((name) => text(name)),
  ...['profile', 'picture', 'website'].map((name) => text(name)),
  text('email'),
  flag('email_verified'),
  text('gender'),
  text('birthdate', BIRTHDATE_CHARACTERS, BIRTHDATE_CHARACTERS),
  ...['zoneinfo', 'locale', 'phone_number'].map((name) => text(name)),
  flag('phone_number_verified'),
  text('address'),
  { ...text('identities'), StringAttributeConstraints: {} },
  {
    Name: 'updated_at',
    AttributeDataType: 'Number',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    NumberAttributeConstraints: { MinValue: '0' },
  },
];

const STANDARD_NAMES = new Set(STANDARD_ATTRIBUTES.map(({ Name }) => Name));
const TYPES: readonly AttributeDataType[] = ['String', 'Number', 'DateTime', 'Boolean'];

/**
 * The attributes of a pool: the standard ones as its schema changes them, and its own.
 *
 * @throws AwsError InvalidParameterException
 */
export function poolAttributes(schema: readonly SchemaAttributeType[] = []): SchemaAttributeType[] {
  const given = new Map(schema.map((attribute) => [attribute.Name ?? '', attribute]));
  const standard = STANDARD_ATTRIBUTES.map((attribute) => ({
    ...attribute,
    ...defined(given.get(attribute.Name ?? '') ?? {}),
  }));
  const own = schema.filter(({ Name }) => !STANDARD_NAMES.has(Name));
  if (own.length > CUSTOM_ATTRIBUTES) throw invalidParameter('Invalid number of custom attributes.');
  return [...standard, ...own.map(customAttribute)];
}

/** @throws AwsError InvalidParameterException */
export function customAttribute(attribute: SchemaAttributeType): SchemaAttributeType {
  const { Name = '', AttributeDataType: type = 'String', Required, DeveloperOnlyAttribute } = attribute;
  if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,20}$/u.test(Name)) throw invalidParameter(`Invalid attribute name ${Name}.`);
  if (!TYPES.includes(type)) throw invalidParameter(`Invalid AttributeDataType ${type} of ${Name}.`);
  if (Required) {
    throw invalidParameter('Required custom attributes are not supported currently.');
  }
  return {
    ...attribute,
    Name: `${DeveloperOnlyAttribute ? 'dev:' : ''}custom:${Name}`,
    AttributeDataType: type,
    DeveloperOnlyAttribute: DeveloperOnlyAttribute ?? false,
    Mutable: attribute.Mutable ?? false,
    Required: false,
    ...(type === 'String' ? { StringAttributeConstraints: attribute.StringAttributeConstraints ?? {} } : {}),
    ...(type === 'Number' ? { NumberAttributeConstraints: attribute.NumberAttributeConstraints ?? {} } : {}),
  };
}

const defined = (attribute: SchemaAttributeType): SchemaAttributeType =>
  Object.fromEntries(Object.entries(attribute).filter(([, value]) => value !== undefined));
