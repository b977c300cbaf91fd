import { badRequest } from './errors.ts';
import { CONTENT_CHARACTERS } from './limits.ts';

export const SCHEMA_TYPES = ['OpenApi3', 'JSONSchemaDraft4'] as const;
export type SchemaType = (typeof SCHEMA_TYPES)[number];

/** @throws AwsError BadRequestException naming the types that there are */
export function schemaType(type: string): SchemaType {
  const known = SCHEMA_TYPES.find((candidate) => candidate === type);
  if (!known) throw badRequest(`Type is not valid: it must be one of ${SCHEMA_TYPES.join(', ')}.`);
  return known;
}

/** Content is the JSON text of an object; of OpenAPI 3, one that says so. */
export function checkContent(type: SchemaType, content: string): void {
  if (content.length > CONTENT_CHARACTERS) {
    throw badRequest(`Content is not valid: it has more than ${CONTENT_CHARACTERS} characters.`);
  }
  const value = parse(content);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('Content is not valid: it must be a JSON object.');
  }
  if (type === 'OpenApi3' && !('openapi' in value && String(value.openapi).startsWith('3.'))) {
    throw badRequest('Content is not valid: an OpenApi3 schema must have "openapi": "3.…".');
  }
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw badRequest(`Content is not valid: ${error instanceof Error ? error.message : 'it is no JSON'}`);
  }
}
