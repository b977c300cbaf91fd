import type { AttributeDefinition, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { invalidParameter, ValidationError } from '../errors.ts';
import type { KeyType } from '../keys/key-schema.ts';
import { GLOBAL_INDEX_KEY_ATTRIBUTES } from '../limits.ts';
import type { Constraints } from '../request/constraints.ts';
import type { KeyElement } from './definition.ts';

const KEY_TYPES: readonly KeyType[] = ['B', 'N', 'S'];

/** Checks the members of `AttributeDefinitions`, as every request is checked. */
export function constrainAttributes(constraints: Constraints, definitions: readonly AttributeDefinition[]): void {
  definitions.forEach(({ AttributeName, AttributeType }, at) => {
    const member = `attributeDefinitions.${at + 1}.member`;
    constraints
      .required(`${member}.attributeName`, AttributeName)
      .required(`${member}.attributeType`, AttributeType)
      .oneOf(`${member}.attributeType`, AttributeType, KEY_TYPES);
  });
}

/** Checks the members of a `KeySchema`. */
export function constrainKeySchema(
  constraints: Constraints,
  member: string,
  elements: readonly KeySchemaElement[] | undefined,
  most: number,
): void {
  constraints.required(member, elements).length(member, elements, 1, most);
  elements?.forEach(({ AttributeName, KeyType: role }, at) => {
    const element = `${member}.${at + 1}.member`;
    constraints
      .required(`${element}.attributeName`, AttributeName)
      .required(`${element}.keyType`, role)
      .oneOf(`${element}.keyType`, role, ['HASH', 'RANGE']);
  });
}

/** The definitions by name. */
export function parseAttributes(definitions: readonly AttributeDefinition[]): Record<string, KeyType> {
  const attributes: Record<string, KeyType> = {};
  for (const { AttributeName: name, AttributeType } of definitions) {
    const type = KEY_TYPES.find((known) => known === AttributeType);
    if (name === undefined || !type) continue;
    if (name in attributes) throw invalidParameter(`Cannot have two attributes with the same name: ${name}`);
    attributes[name] = type;
  }
  return attributes;
}

/** A key schema whose members were found present. */
export const parseElements = (elements: readonly KeySchemaElement[]): readonly KeyElement[] =>
  elements.flatMap(({ AttributeName, KeyType: role }) =>
    AttributeName !== undefined && role !== undefined ? [{ AttributeName, KeyType: role }] : [],
  );

/** One partition key and perhaps one sort key, each of them defined. */
export function checkKeySchema(elements: readonly KeyElement[], attributes: Readonly<Record<string, KeyType>>): void {
  const [first, second] = elements;
  refuseUndefined(elements, attributes);
  if (first?.KeyType !== 'HASH') {
    throw new ValidationError('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (!second) return;
  if (first.AttributeName === second.AttributeName) {
    throw new ValidationError('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  if (second.KeyType !== 'RANGE') {
    throw new ValidationError('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
}

/** A global index may have several attributes of each kind: first those of the partition key, then the others. */
export function checkGlobalKeySchema(
  elements: readonly KeyElement[],
  attributes: Readonly<Record<string, KeyType>>,
): void {
  if (elements.length <= 2 && elements.filter(({ KeyType: role }) => role === 'HASH').length <= 1) {
    checkKeySchema(elements, attributes);
    return;
  }
  refuseUndefined(elements, attributes);
  const roles = elements.map(({ KeyType: role }) => role);
  if (roles[0] !== 'HASH' || (roles.lastIndexOf('HASH') > roles.indexOf('RANGE') && roles.includes('RANGE'))) {
    throw new ValidationError('Invalid KeySchema: HASH key elements must come before RANGE key elements');
  }
  for (const role of ['HASH', 'RANGE']) {
    if (roles.filter((other) => other === role).length > GLOBAL_INDEX_KEY_ATTRIBUTES) {
      throw new ValidationError(
        `Invalid KeySchema: An index can have at most ${GLOBAL_INDEX_KEY_ATTRIBUTES} ${role} key elements`,
      );
    }
  }
  if (new Set(elements.map(({ AttributeName }) => AttributeName)).size < elements.length) {
    throw new ValidationError('Invalid KeySchema: KeySchema elements must have different names');
  }
}

function refuseUndefined(elements: readonly KeyElement[], attributes: Readonly<Record<string, KeyType>>): void {
  const names = elements.map(({ AttributeName }) => AttributeName);
  const defined = Object.keys(attributes);
  if (names.every((name) => defined.includes(name)) && (new Set(names).size === names.length || defined.length > 1)) {
    return;
  }
  if (names.length > 1) {
    throw new ValidationError('Invalid KeySchema: Some index key attribute have no definition');
  }
  throw notDefined(names, defined);
}

export const notDefined = (keys: readonly string[], defined: readonly string[]) =>
  invalidParameter(
    'Some index key attributes are not defined in AttributeDefinitions. ' +
      `Keys: [${keys.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
  );
