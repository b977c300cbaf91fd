import { type Chatter, isMessage, joinChat, type ReceivedFrame } from './support/chatter.ts';
import { type Person, signUp } from './support/person.ts';
import { startTelar, type Telar } from './support/telar.ts';

/** A person may say a hundred things a minute. */
const PEOPLE = 10;
const MESSAGES_EACH = 100;
/** Of one person, at once. */
const UNACKNOWLEDGED = 3;
const HEARD_BEFORE = 10;
const MESSAGES = PEOPLE * MESSAGES_EACH;

describe(`a burst of ${MESSAGES} messages, in which a listener loses the connection`, () => {
  let telar: Telar;
  let listener: Person;
  let speakers: Chatter[];
  beforeAll(async () => {
    telar = await startTelar();
    listener = await signUp(telar, 'listener@example.com');
    const people: Person[] = [];
    for (let index = 0; index < PEOPLE; index += 1) people.push(await signUp(telar, `speaker${index}@example.com`));
    speakers = await Promise.all(people.map((person) => joinChat(telar, person)));
  }, 120_000);
  afterAll(async () => {
    for (const { socket } of speakers) socket.terminate();
    await telar.stop();
  });

  it('is heard whole by the one who asks for what came after the last: nothing lost, nothing twice, in order', async () => {
    const first = await joinChat(telar, listener);
    for (const [index, speaker] of speakers.entries()) sendAll(speaker, index);
    await first.hearsAll('messages before the connection breaks', HEARD_BEFORE, isMessage);
    first.socket.terminate();
    const heard = inOrder(first.received.filter(isMessage));

    const second = await joinChat(telar, listener);
    const messages = new Map(heard.map((message) => [message.sequence, message]));
    while (messages.size < MESSAGES) {
      const page = await pageAfter(second, lastWithoutGap(messages));
      for (const message of page.messages) messages.set(message.sequence, message);
    }

    const all = [...messages.values()].sort((a, b) => a.sequence - b.sequence);
    expect(all.map(({ sequence }) => sequence)).toEqual(Array.from({ length: MESSAGES }, (_, index) => index + 1));
    expect(new Set(all.map(({ messageId }) => messageId)).size).toBe(MESSAGES);
    for (const speaker of speakers) {
      await speaker.hearsAll('acknowledgements', MESSAGES_EACH, ({ event }) => event === 'ack');
    }
    second.socket.terminate();
  }, 400_000);
});

interface Heard {
  readonly sequence: number;
  readonly messageId: string;
}

/** As a page with an outbox does: a few at a time, and again under the same name what was not acknowledged. */
function sendAll(speaker: Chatter, name: number): void {
  const waiting = Array.from({ length: MESSAGES_EACH }, (_, index) => `${name}-${index}`);
  const sendNext = () => {
    const messageId = waiting.shift();
    if (messageId !== undefined) speaker.say(`I say ${messageId}`, { messageId });
  };
  speaker.socket.on('message', (data) => {
    const { event, messageId } = JSON.parse(String(data));
    if (event === 'error' && messageId) waiting.push(messageId);
    if (event === 'error' || event === 'ack') sendNext();
  });
  for (let sent = 0; sent < UNACKNOWLEDGED; sent += 1) sendNext();
}

/** What a page would have shown: each message in its place, and none twice. */
function inOrder(frames: readonly ReceivedFrame[]): Heard[] {
  const heard = new Map(frames.map((one) => [Number(one.sequence), String(one.messageId)]));
  return [...heard].map(([sequence, messageId]) => ({ sequence, messageId })).sort((a, b) => a.sequence - b.sequence);
}

function lastWithoutGap(messages: ReadonlyMap<number, Heard>): number {
  let last = 0;
  while (messages.has(last + 1)) last += 1;
  return last;
}

async function pageAfter(chatter: Chatter, after: number): Promise<{ messages: Heard[]; more: boolean }> {
  const seen = chatter.received.filter(({ event }) => event === 'history').length;
  chatter.send({ action: 'history', after, limit: 100 });
  const frames = await chatter.hearsAll('pages of the history', seen + 1, ({ event }) => event === 'history');
  const page = frames.at(-1);
  if (!Array.isArray(page?.messages)) throw new Error('a history without messages');
  return { messages: page.messages, more: page.more === true };
}
