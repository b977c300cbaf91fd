import type {
  DescribeSlotCommandInput,
  DescribeSlotCommandOutput,
  ListSlotsCommandInput,
  ListSlotsCommandOutput,
  PromptSpecification,
} from '@aws-sdk/client-lex-models-v2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { notFound } from '../errors.ts';
import { DRAFT } from '../model.ts';
import { botAccess } from '../operations/access.ts';
import type { LexParts } from '../parts.ts';
import { apiShape, partId } from './api-case.ts';
import { findIntent } from './find.ts';
import { page } from './page.ts';
import { slotTypeId } from './slot-types.ts';

type Described = Omit<DescribeSlotCommandOutput, '$metadata'>;

export function slotOperations(parts: LexParts): AnyOperation[] {
  const { bots } = parts;
  return [
    operation<ListSlotsCommandInput, Omit<ListSlotsCommandOutput, '$metadata'>>({
      name: 'ListSlots',
      access: ({ botId }) => botAccess(bots, 'ListSlots', botId),
      run(input) {
        const { botId = '', botVersion = DRAFT, localeId = '', intentId = '' } = input;
        const intent = findIntent(parts, input);
        const updated = new Date(bots.get(botId).updatedAt);
        const { items, token } = page(intent.Slots ?? [], input);
        const slotSummaries = items.map(({ Name, Description, SlotTypeName, ValueElicitationSetting }) => ({
          slotId: partId('slot', intent.Name, Name),
          slotName: Name,
          slotTypeId: slotTypeId(SlotTypeName),
          slotConstraint: ValueElicitationSetting.SlotConstraint,
          lastUpdatedDateTime: updated,
          ...(Description === undefined ? {} : { description: Description }),
          ...(ValueElicitationSetting.PromptSpecification
            ? {
                valueElicitationPromptSpecification: apiShape<PromptSpecification>(
                  ValueElicitationSetting.PromptSpecification,
                ),
              }
            : {}),
        }));
        return { botId, botVersion, localeId, intentId, slotSummaries, ...token };
      },
    }),
    operation<DescribeSlotCommandInput, Described>({
      name: 'DescribeSlot',
      access: ({ botId }) => botAccess(bots, 'DescribeSlot', botId),
      run(input) {
        const { botId = '', botVersion = DRAFT, localeId = '', intentId = '', slotId = '' } = input;
        const intent = findIntent(parts, input);
        const slot = intent.Slots?.find(({ Name }) => partId('slot', intent.Name, Name) === slotId);
        if (!slot) throw notFound(`Could not find slot ${slotId} of intent ${intentId}.`);
        const { Name, SlotTypeName, ...definition } = slot;
        const bot = bots.get(botId);
        return {
          ...apiShape<Described>(definition),
          botId,
          botVersion,
          localeId,
          intentId,
          slotId,
          slotName: Name,
          slotTypeId: slotTypeId(SlotTypeName),
          creationDateTime: new Date(bot.createdAt),
          lastUpdatedDateTime: new Date(bot.updatedAt),
        };
      },
    }),
  ];
}
