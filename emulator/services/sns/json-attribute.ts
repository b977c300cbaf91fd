import type { ZodType } from 'zod';
import { invalidParameter } from './errors.ts';

/**
 * Reads an attribute that holds a JSON document.
 *
 * @param parameter how messages call it: `DeliveryPolicy`, or `Attributes Reason: DeliveryPolicy` at creation
 * @throws AwsError InvalidParameter saying what is wrong where
 */
export function readJsonAttribute<T>(parameter: string, schema: ZodType<T>, text: string): T {
  const parsed = schema.safeParse(parseJson(parameter, text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidParameter(`${parameter}: ${issue?.path.join('.') || 'the document'}: ${issue?.message}`);
}

function parseJson(parameter: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalidParameter(`${parameter}: failed to parse JSON. ${cause instanceof Error ? cause.message : ''}`);
  }
}
