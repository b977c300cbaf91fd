import type { Message } from '@aws-sdk/client-lex-runtime-v2';
import type { HookIntent, HookMessage } from './hook-response.ts';
import type { SlotStates, SlotValue } from './session.ts';

type HookSlots = NonNullable<HookIntent['slots']>;

/** Slots as a function answered them; what it left out of a value is taken from what it interpreted. */
export const hookSlots = (slots: HookSlots): SlotStates =>
  Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, slot && hookSlot(slot)]));

function hookSlot({ shape, value, values }: NonNullable<HookSlots[string]>): SlotValue | null {
  const inner = (values ?? []).flatMap((slot) => hookSlot(slot) ?? []);
  const together = inner.map((slot) => slot.value.interpretedValue).join(' ');
  const interpretedValue = value?.interpretedValue ?? together;
  if (!interpretedValue) return null;
  return {
    shape: shape ?? (values ? 'List' : 'Scalar'),
    value: {
      originalValue: value?.originalValue ?? interpretedValue,
      interpretedValue,
      resolvedValues: value?.resolvedValues ?? [interpretedValue],
    },
    ...(values ? { values: inner } : {}),
  };
}

export const hookMessages = (messages: readonly HookMessage[]): Message[] =>
  messages.map((message) => {
    if (message.contentType !== 'ImageResponseCard')
      return { contentType: message.contentType, content: message.content };
    const { title, subtitle, imageUrl, buttons } = message.imageResponseCard;
    const imageResponseCard = {
      title,
      ...(subtitle ? { subtitle } : {}),
      ...(imageUrl ? { imageUrl } : {}),
      ...(buttons ? { buttons } : {}),
    };
    return { contentType: message.contentType, imageResponseCard };
  });
