import type { Message } from '@aws-sdk/client-lex-runtime-v2';
import type { MessageDefinition, MessageGroups, PromptDefinition } from '../definition/messages.ts';
import type { Session } from './session.ts';

/** One message of each group, at random among its variations, with slots and attributes filled in. */
export const chooseMessages = (groups: MessageGroups, session: Session, random: () => number): Message[] =>
  groups.map(({ Message: first, Variations = [] }) => {
    const choices = [first, ...Variations];
    return written(choices[Math.floor(random() * choices.length)] ?? first, session);
  });

/** @param attempt how often the question was asked before: an ordered prompt takes its variations in turn */
export function choosePrompt(
  prompt: PromptDefinition,
  attempt: number,
  session: Session,
  random: () => number,
): Message[] {
  if (prompt.MessageSelectionStrategy !== 'Ordered') return chooseMessages(prompt.MessageGroupsList, session, random);
  return prompt.MessageGroupsList.map(({ Message: first, Variations = [] }) => {
    const choices = [first, ...Variations];
    return written(choices[attempt % choices.length] ?? first, session);
  });
}

function written(message: MessageDefinition, session: Session): Message {
  const { PlainTextMessage, SSMLMessage, CustomPayload, ImageResponseCard: card } = message;
  if (PlainTextMessage) return { contentType: 'PlainText', content: filled(PlainTextMessage.Value, session) };
  if (SSMLMessage) return { contentType: 'SSML', content: filled(SSMLMessage.Value, session) };
  if (CustomPayload) return { contentType: 'CustomPayload', content: filled(CustomPayload.Value, session) };
  return {
    contentType: 'ImageResponseCard',
    imageResponseCard: {
      title: filled(card?.Title ?? '', session),
      ...(card?.Subtitle === undefined ? {} : { subtitle: filled(card.Subtitle, session) }),
      ...(card?.ImageUrl === undefined ? {} : { imageUrl: card.ImageUrl }),
      ...(card?.Buttons ? { buttons: card.Buttons.map(({ Text, Value }) => ({ text: Text, value: Value })) } : {}),
    },
  };
}

/** `{City}` is a slot's value, `[customer]` a session attribute; what there is not stays as it is. */
function filled(text: string, { intent, sessionAttributes }: Session): string {
  const slots = new Map(Object.entries(intent?.slots ?? {}));
  const attributes = new Map(Object.entries(sessionAttributes));
  return text
    .replace(/\{(\w[\w-]*)\}/g, (whole, name) => slots.get(name)?.value.interpretedValue ?? whole)
    .replace(/\[(\w[\w.-]*)\]/g, (whole, name) => attributes.get(name) ?? whole);
}
