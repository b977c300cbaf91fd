import { WebSocket } from 'ws';
import { type Chatter, isError, joinChat, says } from './support/chatter.ts';
import { eventually } from './support/eventually.ts';
import { LeapingClock } from './support/leaping-clock.ts';
import { signIn, signUp } from './support/person.ts';
import { startTelar, type Telar } from './support/telar.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long tokens last that end soon: one that a busy machine is too slow for is followed by another. */
const TOKENS_LAST = [10_000, 40_000, 160_000];
const GOING_AWAY = 1001;
/** Nine minutes each, and within two hours. */
const MOST_LEAPS = 12;

jest.setTimeout(300_000);

describe('connections of the chat, as time goes by', () => {
  // An hour is how long tokens last.
  const clock = new LeapingClock(-HOUR);
  const open: Chatter[] = [];
  let telar: Telar;
  beforeAll(async () => {
    telar = await startTelar({ clock });
  }, 240_000);
  afterEach(() => {
    for (const { socket } of open.splice(0)) socket.terminate();
  });
  afterAll(() => telar.stop());

  const join = async (name: string) => {
    const chatter = await joinChat(telar, await signUp(telar, `${name}@example.com`));
    open.push(chatter);
    return chatter;
  };
  const forgotten = ({ person }: Chatter) =>
    eventually(telar.cloud.trace, 'the rows of the connection to be gone', async () => {
      const rows = await telar.rows('connections');
      return rows.every(({ userId }) => userId !== person.userId) ? true : undefined;
    });
  /**
   * Sign-ins of one person whose tokens end one after the other. Functions have no clock but the machine's, so the tokens are made while
   * the cloud's is behind it; then it is right.
   */
  const signInsThatEndSoon = async (name: string) => {
    const email = `${name}@example.com`;
    await signUp(telar, email);
    const people = [];
    let lasts = 0;
    for (const longer of TOKENS_LAST) {
      clock.leap(longer - lasts);
      lasts = longer;
      people.push(await signIn(telar, email));
    }
    clock.leap(HOUR - lasts);
    return people;
  };
  /** Joins with the first token that lasts until all others have been told of it: nobody sends to the connection any more then. */
  const joinForAMoment = async (name: string): Promise<Chatter> => {
    for (const person of await signInsThatEndSoon(name)) {
      const chatter = await joinChat(telar, person).catch((error: unknown) => {
        if (!/did not open: .* 403$/m.test(String(error))) throw error;
      });
      if (!chatter) continue;
      open.push(chatter);
      await telar.ended('chat-presence', 1);
      if ((await telar.rows('connections')).length === 1) return chatter;
      await chatter.ends();
      await telar.ended('chat-presence', 1);
    }
    throw new Error(`No token of ${TOKENS_LAST.join(', ')} ms lasted until the connection was made.`);
  };

  it('says of each frame that the token has expired, once it has, and ends the connection when there is something to hear', async () => {
    const late = await joinForAMoment('late');
    // Not by waiting: each answer leads to the next frame, until the answer is another.
    const answers = (count: number) =>
      late.hearsAll('answers', count, (one) => one.event === 'history' || isError('TokenExpired')(one));
    for (let asked = 1; !late.received.some(isError('TokenExpired')); asked += 1) {
      late.send({ action: 'history', limit: 1 });
      await answers(asked);
    }
    late.say('let me in', { messageId: 'too-late' });
    expect(
      await late.hears('the refusal', ({ event, messageId }) => event === 'error' && messageId === 'too-late'),
    ).toMatchObject({ code: 'TokenExpired', message: expect.stringContaining('connect again') });

    const other = await join('other');
    other.say('who is here?');
    await other.hears('itself', says('who is here?'));

    expect(await late.ends()).toMatchObject({ code: 1000 });
    expect(late.received.filter(says('who is here?'))).toEqual([]);
    await forgotten(late);
  });

  it('end after ten minutes without a frame, and are forgotten', async () => {
    const [quiet, alive] = [await join('quiet'), await join('alive')];
    // That somebody came or went may still be told, which starts the ten minutes anew.
    for (let leaps = 1; leaps <= MOST_LEAPS && quiet.socket.readyState === WebSocket.OPEN; leaps += 1) {
      clock.leap(9 * MINUTE);
      alive.send({ action: 'ping' });
      await alive.hearsAll('pongs', leaps, ({ event }) => event === 'pong');
    }

    expect(await quiet.ends()).toEqual({ code: GOING_AWAY, reason: 'Going away' });
    await forgotten(quiet);
    alive.say('still here', { messageId: 'alive' });
    await alive.hears('itself', says('still here'));
  });

  it('end after two hours, however much is said, and also where the client does not answer any more', async () => {
    const [lively, stuck] = [await join('lively'), await join('stuck')];
    stuck.socket.pause();
    for (let pings = 1; pings <= 13; pings += 1) {
      clock.leap(9 * MINUTE);
      lively.send({ action: 'ping' });
      await lively.hearsAll('pongs', pings, ({ event }) => event === 'pong');
    }
    clock.leap(4 * MINUTE);

    expect(await lively.ends()).toEqual({ code: GOING_AWAY, reason: 'Going away' });
    await forgotten(lively);
    await forgotten(stuck);
  });
});
