import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { ObjectReference, ObjectStore } from './object-store.ts';

/** A value that goes from one step of a workflow to the next: itself, or where it was left because it is too large to carry. */
export type Claim<Value> = { readonly value: Value } | { readonly location: ObjectReference };

/**
 * The state of an execution holds 262,144 bytes, and more than one thing:
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const MAX_CARRIED_BYTES = 128 * 1024;

/** Leaves a value in the store when it is too large to carry. The place decides the key, so that doing it again changes nothing. */
export async function checkIn<Value>(
  value: Value,
  place: ObjectReference,
  objects: ObjectStore,
): Promise<Claim<Value>> {
  const body = Buffer.from(JSON.stringify(value));
  if (body.length <= MAX_CARRIED_BYTES) return { value };
  await objects.write({ ...place, body, contentType: 'application/json', metadata: {} });
  return { location: place };
}

/** @throws ObjectNotFoundError when the value is no longer where it was left */
export async function redeem<Value>(
  claim: Claim<Value>,
  schema: z.ZodType<Value>,
  objects: ObjectStore,
): Promise<Value> {
  if ('value' in claim) return claim.value;
  return schema.parse(JSON.parse(await text(await objects.read(claim.location))));
}

/** What a claim looks like in a request. */
export function claimOf<Schema extends z.ZodType>(value: Schema) {
  return z.union([z.object({ value }), z.object({ location: z.object({ bucket: z.string(), key: z.string() }) })]);
}
