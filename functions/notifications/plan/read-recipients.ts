import * as z from 'zod';
import { MAX_RECIPIENTS, recipientName } from '../../../events/notification-requested/v1.ts';
import { RequestRejectedError } from './request-rejection.ts';

const request = z.object({ recipient: z.unknown().optional(), recipients: z.unknown().optional() });

/**
 * Finds whom a request names, alone or in a list, each once. Whether they can be told is another question.
 *
 * @throws RequestRejectedError NoRecipient, TooManyRecipients
 */
export function readRecipients(data: unknown): unknown[] {
  const { recipient, recipients } = request.parse(data);
  const named = [recipient, recipients].flat().filter((value) => value !== undefined && value !== null);
  const distinct = [...new Map(named.map((value) => [nameOf(value), value])).values()];
  if (distinct.length === 0)
    throw new RequestRejectedError('NoRecipient', 'data: must name a recipient, or recipients');
  if (distinct.length <= MAX_RECIPIENTS) return distinct;
  throw new RequestRejectedError(
    'TooManyRecipients',
    `${distinct.length} recipients; at most ${MAX_RECIPIENTS} are taken in one request`,
  );
}

const usable = z.string('must be text').trim().pipe(recipientName);

/**
 * @returns the recipient as it is written in rows and attributes
 * @throws RequestRejectedError InvalidRecipient
 */
export function checkRecipient(value: unknown): string {
  const parsed = usable.safeParse(value);
  if (parsed.success) return parsed.data;
  const [problem] = parsed.error.issues;
  throw new RequestRejectedError('InvalidRecipient', `recipient ${quoted(value)}: ${problem?.message}`);
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

const MAX_QUOTED_CHARACTERS = 100;

function quoted(value: unknown): string {
  return JSON.stringify(value).slice(0, MAX_QUOTED_CHARACTERS).toWellFormed();
}
