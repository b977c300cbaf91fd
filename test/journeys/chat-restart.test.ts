import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinChat } from './support/chatter.ts';
import { type Person, signUp } from './support/person.ts';
import { speak } from './support/speaker.ts';
import { startTelar, type Telar } from './support/telar.ts';

const MESSAGES = 60;
const ACKNOWLEDGED_BEFORE = 10;
const GOING_AWAY = 1001;

describe('a restart with people connected', () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'telar-restart-'));
  let telar: Telar | undefined;
  const start = async () => {
    telar = await startTelar({ dataDirectory });
    return telar;
  };
  afterAll(async () => {
    await telar?.stop();
    rmSync(dataDirectory, { recursive: true });
  });

  it('tells them to come again, and nothing that was acknowledged is missing then', async () => {
    const before = await start();
    const [ana, ben] = await people(before);
    const [a, b] = [await joinChat(before, ana), await joinChat(before, ben)];
    const names = Array.from({ length: MESSAGES }, (_, index) => `message-${index}`);
    for (const messageId of names) a.say(messageId, { messageId });
    await a.hearsAll('acknowledgements', ACKNOWLEDGED_BEFORE, ({ event }) => event === 'ack');
    const ends = Promise.all([a.ends(), b.ends()]);
    await before.stop();
    telar = undefined;
    expect((await ends).map(({ code }) => code)).toEqual([GOING_AWAY, GOING_AWAY]);
    const acknowledged = new Set(a.received.filter(({ event }) => event === 'ack').map(({ messageId }) => messageId));

    const after = await start();
    const [again, listener] = [await joinChat(after, ana), await joinChat(after, ben)];
    await speak(
      again,
      names.filter((name) => !acknowledged.has(name)),
    );
    again.say('the end');
    const { sequence } = await listener.hears('the end', ({ content }) => content === 'the end');

    listener.send({ action: 'history', after: 0, limit: 100 });
    const { messages } = await listener.hears('the history', ({ event }) => event === 'history');
    const said = Array.isArray(messages) ? messages : [];
    expect(said.map((message) => message.sequence)).toEqual(Array.from({ length: Number(sequence) }, (_, i) => i + 1));
    expect(said.map(({ content }) => content).sort()).toEqual([...names, 'the end'].sort());
    for (const { socket } of [again, listener]) socket.terminate();
  }, 300_000);
});

async function people(telar: Telar): Promise<[Person, Person]> {
  return [await signUp(telar, 'ana@example.com'), await signUp(telar, 'ben@example.com')];
}
