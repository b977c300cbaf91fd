import { HOTEL_BOT } from './support/hotel-bot.ts';
import { type RunningLex, said, startLex, state } from './support/plumbing.ts';

describe('a conversation', () => {
  let lex: RunningLex;
  beforeEach(async () => {
    lex = await startLex(HOTEL_BOT);
  });
  afterEach(() => lex.close());

  it('asks for the missing slots by their priority, then confirms, then closes', async () => {
    const first = await lex.say('book a room');
    expect(said(first)).toEqual(['In which city?']);
    expect(state(first)).toEqual({
      intent: 'BookRoom',
      state: 'InProgress',
      asks: 'City',
      slots: { City: null, Nights: null, RoomType: null },
    });
    expect(said(await lex.say('in Lima'))).toEqual(['How many nights in Lima?']);
    expect(said(await lex.say('three'))).toEqual(['Which room?']);
    const asked = await lex.say('a twin one');
    expect(said(asked)).toEqual(['A double room in Lima for 3 nights?']);
    expect(state(asked)).toMatchObject({
      asks: 'ConfirmIntent',
      slots: { City: 'Lima', Nights: '3', RoomType: 'double' },
    });
    const last = await lex.say('yes please');
    expect(said(last)).toEqual(['Booked.']);
    expect(state(last)).toMatchObject({ state: 'ReadyForFulfillment', asks: 'Close' });
    expect(last.sessionState?.intent?.confirmationState).toBe('Confirmed');
  });

  it('takes slots from the first text', async () => {
    const answer = await lex.say('book a room in Buenos Aires for 2 nights');
    expect(state(answer)).toMatchObject({ asks: 'RoomType', slots: { City: 'Buenos Aires', Nights: '2' } });
    expect(answer.interpretations?.[0]?.nluConfidence?.score).toBeGreaterThan(0.9);
  });

  it('shows what was said, what it means, and what else it could mean', async () => {
    const { sessionState } = await lex.say('i want a one bed room');
    expect(sessionState?.intent?.slots?.RoomType).toEqual({
      shape: 'Scalar',
      value: { originalValue: 'one bed', interpretedValue: 'single', resolvedValues: ['single'] },
    });
  });

  it('asks again as often as the prompt allows, then gives up to the fallback intent', async () => {
    await lex.say('book a room in Lima for 2 nights');
    expect(state(await lex.say('bananas'))).toMatchObject({ intent: 'BookRoom', asks: 'RoomType' });
    const given = await lex.say('more bananas');
    expect(said(given)).toEqual(['Sorry, I did not get that.']);
    expect(state(given)).toMatchObject({ intent: 'FallbackIntent', asks: 'Close' });
    expect(given.interpretations?.[0]?.intent?.name).toBe('FallbackIntent');
  });

  it('leaves the question for another intent that is meant for sure', async () => {
    await lex.say('book a room');
    const answer = await lex.say('how is the weather');
    expect(state(answer)).toMatchObject({ intent: 'Weather' });
  });

  it('is declined with a no, and asked again what is neither', async () => {
    await lex.say('book a room in Lima for 2 nights');
    await lex.say('single');
    expect(state(await lex.say('purple'))).toMatchObject({ asks: 'ConfirmIntent' });
    const answer = await lex.say('no, thanks');
    expect(said(answer)).toEqual(['Nothing was booked.']);
    expect(state(answer)).toMatchObject({ state: 'Failed', asks: 'Close' });
    expect(answer.sessionState?.intent?.confirmationState).toBe('Denied');
  });

  it('fills slots from session attributes when nothing was said', async () => {
    const answer = await lex.say('book a room in Lima for 2 nights', {
      sessionState: { sessionAttributes: { favourite: 'double' } },
    });
    expect(state(answer)).toMatchObject({ asks: 'ConfirmIntent', slots: { RoomType: 'double' } });
  });

  it('knows an intent with an input context only while the context is active', async () => {
    expect(state(await lex.say('change the booking'))).toMatchObject({ intent: 'FallbackIntent' });
    await lex.say('book a room in Lima for 2 nights');
    await lex.say('single');
    const booked = await lex.say('yes');
    expect(booked.sessionState?.activeContexts).toEqual([
      {
        name: 'booked',
        contextAttributes: { City: 'Lima', Nights: '2', RoomType: 'single' },
        timeToLive: { timeToLiveInSeconds: 90, turnsToLive: 2 },
      },
    ]);
    expect(said(await lex.say('change the booking'))).toEqual(['The booking in Lima can be changed.']);
    await lex.say('how is the weather');
    expect(state(await lex.say('change the booking'))).toMatchObject({ intent: 'FallbackIntent' });
  });

  it('lets a context run out with time', async () => {
    await lex.say('book a room in Lima for 2 nights');
    await lex.say('single');
    await lex.say('yes');
    lex.clock.advance(91_000);
    expect(state(await lex.say('change the booking'))).toMatchObject({ intent: 'FallbackIntent' });
  });

  it('branches by conditions', async () => {
    const rain = { sessionState: { sessionAttributes: { rain: 'yes' } } };
    const answer = await lex.say('how is the weather', rain);
    expect(said(answer)).toEqual(['Let me look out of the window.', 'Take an umbrella.']);
    const both = { sessionState: { sessionAttributes: { rain: 'yes', umbrella: 'yes' } } };
    expect(said(await lex.say('how is the weather', both))).toEqual(['Let me look out of the window.', 'It is fine.']);
  });

  it('forgets a session that was idle for too long', async () => {
    await lex.say('book a room');
    lex.clock.advance(299_000);
    expect(state(await lex.say('Lima'))).toMatchObject({ asks: 'Nights' });
    lex.clock.advance(300_001);
    expect(state(await lex.say('3'))).toMatchObject({ intent: 'FallbackIntent' });
  });

  it('keeps sessions apart, and takes the turns of one in order', async () => {
    await lex.say('book a room');
    expect(state(await lex.say('Lima', { sessionId: 'bob' }))).toMatchObject({ intent: 'FallbackIntent' });
    const [city, nights] = await Promise.all([lex.say('Lima'), lex.say('4')]);
    expect(state(city)).toMatchObject({ asks: 'Nights' });
    expect(state(nights)).toMatchObject({ asks: 'RoomType', slots: { City: 'Lima', Nights: '4' } });
  });

  it('lists intents by their scores, the fallback intent where the threshold lies', async () => {
    const { interpretations = [] } = await lex.say('what is the weather forecast for my room');
    const names = interpretations.map(({ intent, nluConfidence }) => [intent?.name, nluConfidence?.score]);
    const fallback = names.findIndex(([name]) => name === 'FallbackIntent');
    expect(names[fallback]).toEqual(['FallbackIntent', undefined]);
    for (const [, score] of names.slice(0, fallback)) expect(score).toBeGreaterThanOrEqual(0.4);
    for (const [, score] of names.slice(fallback + 1)) expect(score).toBeLessThan(0.4);
  });
});
