import type { LocaleDefinition } from '../definition/locale.ts';
import { notFound } from '../errors.ts';
import { DRAFT } from '../model.ts';
import type { LexParts } from '../parts.ts';
import { partId } from './api-case.ts';

interface Address {
  readonly botId?: string | undefined;
  readonly botVersion?: string | undefined;
  readonly localeId?: string | undefined;
}

/** @throws AwsError ResourceNotFoundException */
export function findLocale(
  { bots }: LexParts,
  { botId = '', botVersion = DRAFT, localeId }: Address,
): LocaleDefinition {
  bots.get(botId);
  const locale = bots.version(botId, botVersion).locales.find(({ LocaleId }) => LocaleId === localeId);
  if (!locale) throw notFound(`Could not find locale ${localeId} in version ${botVersion} of bot ${botId}.`);
  return locale;
}

/** @throws AwsError ResourceNotFoundException */
export function findIntent(
  parts: LexParts,
  { intentId, ...address }: Address & { readonly intentId?: string | undefined },
) {
  const intent = findLocale(parts, address).Intents?.find(({ Name }) => partId('intent', Name) === intentId);
  if (!intent)
    throw notFound(`Could not find intent ${intentId} in locale ${address.localeId} of bot ${address.botId}.`);
  return intent;
}
