import * as z from 'zod';
import { LOCALES } from '../bot/language.ts';

const slot = z.looseObject({ value: z.looseObject({ interpretedValue: z.string().optional() }).nullish() }).nullable();

/** What Lex sends to a code hook: https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html */
export const lexEvent = z
  .looseObject({
    sessionId: z.string(),
    bot: z.looseObject({ localeId: z.enum(LOCALES) }),
    requestAttributes: z.record(z.string(), z.string()).nullish(),
    sessionState: z.looseObject({
      sessionAttributes: z.record(z.string(), z.string()).nullish(),
      intent: z.looseObject({
        name: z.string(),
        slots: z
          .record(z.string(), slot)
          .nullish()
          .transform((slots) => slots ?? {}),
      }),
    }),
  })
  .transform((event) => ({
    ...event,
    correlationId: event.requestAttributes?.correlationId ?? event.sessionId,
  }));
export type LexEvent = z.infer<typeof lexEvent>;

/** What Lex expects back: https://docs.aws.amazon.com/lexv2/latest/dg/lambda-response-format.html */
export function closed({ sessionState }: LexEvent, state: 'Fulfilled' | 'Failed', content: string) {
  const { intent, sessionAttributes } = sessionState;
  return {
    sessionState: {
      sessionAttributes: sessionAttributes ?? {},
      dialogAction: { type: 'Close' },
      intent: { ...intent, state },
    },
    messages: [{ contentType: 'PlainText', content }],
  };
}
