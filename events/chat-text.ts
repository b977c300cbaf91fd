import * as z from 'zod';

/** Counted in characters as people see most of them, not in UTF-16 units. */
export const MAX_CONTENT_CHARACTERS = 1_000;

/** Names a message among those of one person in one conversation; who sends it again under the same name says the same. */
export const messageId = z
  .string()
  .regex(/^[\w-]{1,64}$/, 'must be 1 to 64 of a-z, A-Z, 0-9, hyphen and underscore, such as a UUID');

/** `general`, `bot:<userId>`, or the id of a conversation that somebody opened. */
export const conversationId = z
  .string()
  .regex(/^[\w.:-]{1,128}$/, 'must be 1 to 128 of a-z, A-Z, 0-9, dot, colon, hyphen and underscore');

/** The `sub` of a person's token, or `bot`. */
export const userId = z.string().min(1).max(128);

/** Line breaks and tabs are text; other control characters are none, and marks that turn the direction of writing make it lie. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const ALL_FORBIDDEN = new RegExp(FORBIDDEN, 'gu');

/** Long names are cut where they are made. */
export const MAX_NAME_CHARACTERS = 60;

/** What the others call somebody: not unique, and not to be trusted for more than being shown. */
export const userName = z
  .string()
  .trim()
  .min(1)
  .max(MAX_NAME_CHARACTERS)
  .refine((text) => !FORBIDDEN.test(text), 'holds control characters');

/** The name that somebody has given himself, as it may be shown; undefined when nothing is left of it. */
export function displayName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const shown = Array.from(name.toWellFormed().replaceAll(ALL_FORBIDDEN, ' ').replaceAll(/\s+/g, ' ').trim());
  // Pairs of UTF-16 units count twice in the limit.
  while (shown.join('').length > MAX_NAME_CHARACTERS) shown.pop();
  return shown.join('').trim() || undefined;
}

/** From 1, without a gap within a conversation. */
export const sequence = z.number().int().positive();

/** What a person says, without the blanks around it. */
export const content = z
  .string('must be text')
  .trim()
  .min(1, 'must not be empty')
  .refine((text) => Array.from(text).length <= MAX_CONTENT_CHARACTERS, {
    error: ({ input }) =>
      `has ${Array.from(String(input)).length} characters; at most ${MAX_CONTENT_CHARACTERS} are taken`,
  })
  .refine((text) => text.isWellFormed(), 'holds half of a character')
  .refine((text) => !FORBIDDEN.test(text), { error: ({ input }) => forbiddenCharacter(String(input)) });

function forbiddenCharacter(text: string): string {
  const index = text.search(FORBIDDEN);
  const code = text.codePointAt(index)?.toString(16).toUpperCase().padStart(4, '0');
  return `has the control character U+${code} at position ${index}; take it out`;
}
