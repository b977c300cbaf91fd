import type {
  DescribeSlotTypeCommandInput,
  DescribeSlotTypeCommandOutput,
  ListSlotTypesCommandInput,
  ListSlotTypesCommandOutput,
} from '@aws-sdk/client-lex-models-v2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { notFound } from '../errors.ts';
import { DRAFT } from '../model.ts';
import { botAccess } from '../operations/access.ts';
import type { LexParts } from '../parts.ts';
import { isBuiltInName } from '../slots/built-in.ts';
import { apiShape, partId } from './api-case.ts';
import { findLocale } from './find.ts';
import { page } from './page.ts';

type Described = Omit<DescribeSlotTypeCommandOutput, '$metadata'>;

/** Built-in types go by their names. */
export const slotTypeId = (name: string): string => (isBuiltInName(name) ? name : partId('slot type', name));

export function slotTypeOperations(parts: LexParts): AnyOperation[] {
  const { bots } = parts;
  return [
    operation<ListSlotTypesCommandInput, Omit<ListSlotTypesCommandOutput, '$metadata'>>({
      name: 'ListSlotTypes',
      access: ({ botId }) => botAccess(bots, 'ListSlotTypes', botId),
      run(input) {
        const { botId = '', botVersion = DRAFT, localeId = '' } = input;
        const updated = new Date(bots.get(botId).updatedAt);
        const { items, token } = page(findLocale(parts, input).SlotTypes ?? [], input);
        const slotTypeSummaries = items.map(({ Name, Description, ParentSlotTypeSignature }) => ({
          slotTypeId: slotTypeId(Name),
          slotTypeName: Name,
          slotTypeCategory: ParentSlotTypeSignature ? ('Extended' as const) : ('Custom' as const),
          lastUpdatedDateTime: updated,
          ...(Description === undefined ? {} : { description: Description }),
          ...(ParentSlotTypeSignature === undefined ? {} : { parentSlotTypeSignature: ParentSlotTypeSignature }),
        }));
        return { botId, botVersion, localeId, slotTypeSummaries, ...token };
      },
    }),
    operation<DescribeSlotTypeCommandInput, Described>({
      name: 'DescribeSlotType',
      access: ({ botId }) => botAccess(bots, 'DescribeSlotType', botId),
      run(input) {
        const { botId = '', botVersion = DRAFT, localeId = '', slotTypeId: id = '' } = input;
        const type = findLocale(parts, input).SlotTypes?.find(({ Name }) => slotTypeId(Name) === id);
        if (!type) throw notFound(`Could not find slot type ${id} in locale ${localeId} of bot ${botId}.`);
        const { Name, ...definition } = type;
        const bot = bots.get(botId);
        return {
          ...apiShape<Described>(definition),
          botId,
          botVersion,
          localeId,
          slotTypeId: id,
          slotTypeName: Name,
          creationDateTime: new Date(bot.createdAt),
          lastUpdatedDateTime: new Date(bot.updatedAt),
        };
      },
    }),
  ];
}
