import { english } from '../../../functions/chat/bot/english.ts';
import { spanish } from '../../../functions/chat/bot/spanish.ts';
import { answerIntent } from '../../../functions/chat/fulfil/answer-intent.ts';
import { lexEvent } from '../../../functions/chat/fulfil/lex-event.ts';
import { partOfDay } from '../../../functions/chat/fulfil/part-of-day.ts';
import { StubStatusPort } from '../../../functions/chat/fulfil/status-port.ts';

describe('what the bot answers', () => {
  const answer = async (name: string, more: { localeId?: string; slots?: object; now?: string } = {}) => {
    const event = lexEvent.parse({
      messageVersion: '1.0',
      invocationSource: 'FulfillmentCodeHook',
      sessionId: 'bot:ana',
      bot: { id: 'b', name: 'telar-dev-bot', aliasId: 'a', localeId: more.localeId ?? 'en_US', version: '1' },
      requestAttributes: { correlationId: 'c1' },
      sessionState: {
        sessionAttributes: { seen: 'yes' },
        intent: { name, slots: more.slots ?? {}, state: 'ReadyForFulfillment', confirmationState: 'None' },
      },
    });
    expect(event.correlationId).toBe('c1');
    const { sessionState, messages } = await answerIntent(event, {
      status: new StubStatusPort(),
      timeZone: 'America/Bogota',
      now: () => new Date(more.now ?? '2026-03-01T15:00:00.000Z'),
    });
    expect(sessionState).toMatchObject({ dialogAction: { type: 'Close' }, sessionAttributes: { seen: 'yes' } });
    return { state: sessionState.intent.state, content: messages[0]?.content };
  };

  it('to a greeting goes by the time of day', async () => {
    expect(await answer('Greeting')).toEqual({ state: 'Fulfilled', content: english.greetings.morning });
    expect(await answer('Greeting', { localeId: 'es_419', now: '2026-03-01T20:00:00.000Z' })).toEqual({
      state: 'Fulfilled',
      content: spanish.greetings.afternoon,
    });
  });

  it.each([
    ['02:00', 'night'],
    ['05:00', 'morning'],
    ['11:59', 'morning'],
    ['12:00', 'afternoon'],
    ['18:00', 'evening'],
    ['23:30', 'night'],
    ['00:10', 'night'],
  ])('is at %s that of the %s', (time, part) => {
    expect(partOfDay(new Date(`2026-03-01T${time}:00.000Z`), 'UTC')).toBe(part);
  });

  it('to a cry for help lists what it can do', async () => {
    expect(await answer('Help')).toEqual({ state: 'Fulfilled', content: english.help });
  });

  it('to a question for a status says that it is a demonstration', async () => {
    const slots = {
      StatusType: {
        shape: 'Scalar',
        value: { originalValue: 'purchase', interpretedValue: 'order', resolvedValues: ['order'] },
      },
    };
    expect(await answer('Status', { slots })).toEqual({ state: 'Fulfilled', content: english.noStatus('order') });
    expect(await answer('Status', { slots, localeId: 'es_419' })).toEqual({
      state: 'Fulfilled',
      content: spanish.noStatus('pedido'),
    });
  });

  it.each([
    ['what it has not understood', 'FallbackIntent', {}],
    ['an intent that is not its own', 'BookHotel', {}],
    ['a question for the status of nothing', 'Status', { slots: { StatusType: null } }],
  ])('to %s is polite', async (_, name, more) => {
    expect(await answer(name, more)).toEqual({ state: 'Failed', content: english.notUnderstood });
  });
});
