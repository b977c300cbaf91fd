import { type Chatter, isMessage, joinChat } from './support/chatter.ts';
import { type Person, signUp } from './support/person.ts';
import { speakAndListen } from './support/speaker.ts';
import { startTelar, type Telar } from './support/telar.ts';

/** A person may say a hundred things a minute: so many that nobody has to wait, even where something is said again. */
const PEOPLE = 12;
const MESSAGES_EACH = 84;
const MESSAGES = PEOPLE * MESSAGES_EACH;
const HEARD_BEFORE = 10;
const PAGE = 100;

describe(`a burst of ${MESSAGES} messages, in which a listener loses the connection`, () => {
  let telar: Telar;
  let listener: Person;
  let speakers: Chatter[];
  beforeAll(async () => {
    telar = await startTelar();
    listener = await signUp(telar, 'listener@example.com');
    speakers = [];
    for (let index = 0; index < PEOPLE; index += 1) {
      speakers.push(await joinChat(telar, await signUp(telar, `speaker${index}@example.com`)));
    }
  }, 240_000);
  afterAll(async () => {
    for (const { socket } of speakers) socket.terminate();
    await telar.stop();
  });

  it('is heard whole by the one who asks for what came after the last: nothing lost, nothing twice, in order', async () => {
    const first = await joinChat(telar, listener);
    const said = speakers.map((speaker, name) => speakAndListen(speaker, namesOf(name)));
    await first.hearsAll('messages before the connection breaks', HEARD_BEFORE, isMessage);
    first.socket.terminate();
    const shown = new Shown();
    shown.live(first);

    const second = await joinChat(telar, listener);
    await shown.catchUp(second);
    await Promise.all(said);
    await second.hears('the last message', (one) => shown.last === MESSAGES || one.sequence === MESSAGES);
    shown.live(second);
    // What came out of order, or not at all, is in the history by now: nobody sees a number before those below it are there.
    await shown.catchUp(second);

    const all = shown.all();
    expect(all.map(({ sequence }) => sequence)).toEqual(Array.from({ length: MESSAGES }, (_, index) => index + 1));
    expect(all.map(({ messageId }) => messageId).sort()).toEqual(speakers.flatMap((_, name) => namesOf(name)).sort());
    second.socket.terminate();
  }, 900_000);
});

const namesOf = (speaker: number) => Array.from({ length: MESSAGES_EACH }, (_, index) => `${speaker}-${index}`);

interface Heard {
  readonly sequence: number;
  readonly messageId: string;
}

/** What a page shows: each message in its place, whether it came by itself or was asked for. */
class Shown {
  readonly #messages = new Map<number, Heard>();

  /** The last message before which none is missing. */
  get last(): number {
    let last = 0;
    while (this.#messages.has(last + 1)) last += 1;
    return last;
  }

  live({ received }: Chatter): void {
    for (const { sequence, messageId } of received.filter(isMessage)) {
      this.#show({ sequence: Number(sequence), messageId: String(messageId) });
    }
  }

  async catchUp(chatter: Chatter): Promise<void> {
    for (let more = true; more; ) {
      const page = await pageAfter(chatter, this.last);
      for (const message of page.messages) this.#show(message);
      more = page.more;
    }
  }

  all(): Heard[] {
    return [...this.#messages.values()].sort((a, b) => a.sequence - b.sequence);
  }

  /** One number is one message, whoever says it. */
  #show(message: Heard): void {
    const { sequence, messageId } = message;
    const before = this.#messages.get(sequence)?.messageId ?? messageId;
    if (before !== messageId) throw new Error(`${before} and ${messageId} are both number ${sequence}`);
    this.#messages.set(sequence, message);
  }
}

async function pageAfter(chatter: Chatter, after: number): Promise<{ messages: Heard[]; more: boolean }> {
  const seen = chatter.received.filter(({ event }) => event === 'history').length;
  chatter.send({ action: 'history', after, limit: PAGE });
  const frames = await chatter.hearsAll('pages of the history', seen + 1, ({ event }) => event === 'history');
  const page = frames.at(-1);
  if (!Array.isArray(page?.messages)) throw new Error('a history without messages');
  return { messages: page.messages, more: page.more === true };
}
