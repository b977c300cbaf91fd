import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Chatter, isError, isMessage, joinChat, says } from './support/chatter.ts';
import { eventually } from './support/eventually.ts';
import { LeapingClock } from './support/leaping-clock.ts';
import { signUp } from './support/person.ts';
import { startTelar, type Telar } from './support/telar.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Functions have no clock but the machine's: so long a token lasts by it, which was made when the cloud's clock was behind. */
const TOKEN_LASTS = 20_000;
const GOING_AWAY = 1001;
/** Far beyond what it takes for a connection to end that is to end: then what had happened is told. */
const PATIENCE = 40_000;

jest.setTimeout(180_000);

describe('connections of the chat, as time goes by', () => {
  const clock = new LeapingClock(TOKEN_LASTS - HOUR);
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
  const ended = async ({ socket, received }: Chatter) => {
    try {
      const [code, reason] = await once(socket, 'close', { signal: AbortSignal.timeout(PATIENCE) });
      return { code, reason: String(reason) };
    } catch (cause) {
      const happened = [...received.slice(-10), ...telar.cloud.trace.recent().slice(-40)];
      const seen = happened.map((one) => JSON.stringify(one).slice(0, 300)).join('\n');
      throw new Error(`The connection did not end. The last frames, and what happened in the cloud:\n${seen}`, {
        cause,
      });
    }
  };

  it('says of each frame that the token has expired, once it has, and ends the connection when there is something to hear', async () => {
    const warm = await join('warm');
    warm.say('is everybody up?');
    await warm.hears('itself', isMessage);
    warm.socket.terminate();
    await forgotten(warm);

    const late = await join('late');
    // Not by waiting: each answer leads to the next frame, until the answer is another.
    const answers = (count: number) =>
      late.hearsAll('answers', count, ({ event }) => event === 'history' || event === 'error');
    for (let asked = 1; !late.received.some(isError('TokenExpired')); asked += 1) {
      late.send({ action: 'history', limit: 1 });
      await answers(asked);
    }
    late.say('let me in', { messageId: 'too-late' });
    expect(
      await late.hears('the refusal', ({ event, messageId }) => event === 'error' && messageId === 'too-late'),
    ).toMatchObject({ code: 'TokenExpired', message: expect.stringContaining('connect again') });

    const end = ended(late);
    const other = await join('other');
    other.say('who is here?');
    await other.hears('itself', says('who is here?'));

    expect(await end).toMatchObject({ code: 1000 });
    expect(late.received.filter(says('who is here?'))).toEqual([]);
    await forgotten(late);
    // From here on, tokens last.
    clock.leap(HOUR);
  });

  it('end after ten minutes without a frame, and are forgotten', async () => {
    const [quiet, alive] = [await join('quiet'), await join('alive')];
    const end = ended(quiet);
    // That somebody came or went may still be told, which starts the ten minutes anew.
    for (let leaps = 1; leaps <= 5 && quiet.socket.readyState === WebSocket.OPEN; leaps += 1) {
      clock.leap(9 * MINUTE);
      alive.send({ action: 'ping' });
      await alive.hearsAll('pongs', leaps, ({ event }) => event === 'pong');
    }

    expect(await end).toEqual({ code: GOING_AWAY, reason: 'Going away' });
    await forgotten(quiet);
    alive.say('still here', { messageId: 'alive' });
    await alive.hears('itself', says('still here'));
  });

  it('end after two hours, however much is said, and also where the client does not answer any more', async () => {
    const [lively, stuck] = [await join('lively'), await join('stuck')];
    stuck.socket.pause();
    const end = ended(lively);
    for (let pings = 1; pings <= 13; pings += 1) {
      clock.leap(9 * MINUTE);
      lively.send({ action: 'ping' });
      await lively.hearsAll('pongs', pings, ({ event }) => event === 'pong');
    }
    clock.leap(4 * MINUTE);

    expect(await end).toEqual({ code: GOING_AWAY, reason: 'Going away' });
    await forgotten(lively);
    await forgotten(stuck);
  });
});
