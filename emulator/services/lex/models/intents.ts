import type {
  DescribeIntentCommandInput,
  DescribeIntentCommandOutput,
  ListIntentsCommandInput,
  ListIntentsCommandOutput,
} from '@aws-sdk/client-lex-models-v2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { DRAFT } from '../model.ts';
import { botAccess } from '../operations/access.ts';
import type { LexParts } from '../parts.ts';
import { apiShape, partId } from './api-case.ts';
import { findIntent, findLocale } from './find.ts';
import { page } from './page.ts';

type Described = Omit<DescribeIntentCommandOutput, '$metadata'>;

export function intentOperations(parts: LexParts): AnyOperation[] {
  const { bots } = parts;
  return [
    operation<ListIntentsCommandInput, Omit<ListIntentsCommandOutput, '$metadata'>>({
      name: 'ListIntents',
      access: ({ botId }) => botAccess(bots, 'ListIntents', botId),
      run(input) {
        const { botId = '', botVersion = DRAFT, localeId = '' } = input;
        const updated = new Date(bots.get(botId).updatedAt);
        const { items, token } = page(findLocale(parts, input).Intents ?? [], input);
        const intentSummaries = items.map(({ Name, DisplayName, Description, ParentIntentSignature }) => ({
          intentId: partId('intent', Name),
          intentName: Name,
          lastUpdatedDateTime: updated,
          ...(DisplayName === undefined ? {} : { intentDisplayName: DisplayName }),
          ...(Description === undefined ? {} : { description: Description }),
          ...(ParentIntentSignature === undefined ? {} : { parentIntentSignature: ParentIntentSignature }),
        }));
        return { botId, botVersion, localeId, intentSummaries, ...token };
      },
    }),
    operation<DescribeIntentCommandInput, Described>({
      name: 'DescribeIntent',
      access: ({ botId }) => botAccess(bots, 'DescribeIntent', botId),
      run(input) {
        const { botId = '', botVersion = DRAFT, localeId = '', intentId = '' } = input;
        const { Name, DisplayName, Slots: _slots, SlotPriorities = [], ...definition } = findIntent(parts, input);
        const bot = bots.get(botId);
        return {
          ...apiShape<Described>(definition),
          botId,
          botVersion,
          localeId,
          intentId,
          intentName: Name,
          slotPriorities: SlotPriorities.map(({ Priority, SlotName }) => ({
            priority: Priority,
            slotId: partId('slot', Name, SlotName),
          })),
          creationDateTime: new Date(bot.createdAt),
          lastUpdatedDateTime: new Date(bot.updatedAt),
          ...(DisplayName === undefined ? {} : { intentDisplayName: DisplayName }),
        };
      },
    }),
  ];
}
