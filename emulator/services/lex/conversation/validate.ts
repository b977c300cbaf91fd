import type { SessionKey } from '../dialog/sessions.ts';
import { constraintBroken, validation } from '../errors.ts';
import { SESSION_ID_CHARACTERS, TEXT_CHARACTERS } from '../limits.ts';

interface SessionAddress {
  readonly botId: string | undefined;
  readonly botAliasId: string | undefined;
  readonly localeId: string | undefined;
  readonly sessionId: string | undefined;
}

const SESSION_ID = /^[0-9a-zA-Z._:-]+$/;

/** @throws AwsError ValidationException */
export function sessionKey({ botId = '', botAliasId = '', localeId = '', sessionId = '' }: SessionAddress): SessionKey {
  if (sessionId.length < 2)
    throw constraintBroken(sessionId, 'sessionId', 'Member must have length greater than or equal to 2');
  if (sessionId.length > SESSION_ID_CHARACTERS) {
    const constraint = `Member must have length less than or equal to ${SESSION_ID_CHARACTERS}`;
    throw constraintBroken(sessionId, 'sessionId', constraint);
  }
  if (!SESSION_ID.test(sessionId)) {
    throw constraintBroken(sessionId, 'sessionId', 'Member must satisfy regular expression pattern: [0-9a-zA-Z._:-]+');
  }
  return { botId, aliasId: botAliasId, localeId, sessionId };
}

/**
 * What the user said; AWS leaves the text itself out of the message, as it may be private.
 *
 * @throws AwsError ValidationException
 */
export function checkText(text: string | undefined): string {
  const broken = (constraint: string) =>
    validation(`1 validation error detected: Value at 'text' failed to satisfy constraint: ${constraint}`);
  if (text === undefined) throw broken('Member must not be null');
  if (text.length === 0) throw broken('Member must have length greater than or equal to 1');
  if (text.length > TEXT_CHARACTERS) throw broken(`Member must have length less than or equal to ${TEXT_CHARACTERS}`);
  return text;
}
