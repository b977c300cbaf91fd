import { ValidationError } from '../errors.ts';
import { RESOURCE_POLICY_SIZE_BYTES } from '../limits.ts';
import type { TableDefinition } from './definition.ts';

/** The policy of a table, checked as far as its form goes. */
export function parsePolicy(document: string, revision: string): NonNullable<TableDefinition['policy']> {
  if (Buffer.byteLength(document) > RESOURCE_POLICY_SIZE_BYTES) {
    throw new ValidationError(`Resource-based policy exceeds the limit of ${RESOURCE_POLICY_SIZE_BYTES} bytes`);
  }
  try {
    const parsed: unknown = JSON.parse(document);
    if (typeof parsed === 'object' && parsed !== null) return { document, revision };
  } catch {
    // Reported below, like a document that is no object.
  }
  throw new ValidationError('Invalid policy document: Invalid JSON');
}
