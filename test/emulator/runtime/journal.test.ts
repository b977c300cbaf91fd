import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { Journal, type Outcome, type Work } from '../../../emulator/runtime/journal.ts';
import { openStore } from '../../../emulator/runtime/store.ts';
import { Trace } from '../../../emulator/runtime/trace.ts';

function setUp() {
  const clock = new ManualClock();
  const store = openStore();
  const trace = new Trace();
  return { clock, store, trace, journal: new Journal({ clock, store, trace }) };
}

/** Lets what the clock released run to its end. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('Journal', () => {
  it('works an entry once when the worker is done with it', async () => {
    const { clock, journal } = setUp();
    const seen: Work<string>[] = [];
    const queue = journal.queue<string>('letters', async (work) => {
      seen.push(work);
      return 'done';
    });
    journal.start();
    queue.add('a');
    clock.advance(0);
    await settled();
    clock.advance(60_000);
    await settled();
    expect(seen).toEqual([{ body: 'a', attempt: 1, enqueuedAt: clock.now() - 60_000 }]);
  });

  it('tries again at the time that the worker asks for, counting attempts', async () => {
    const { clock, journal } = setUp();
    const attempts: number[] = [];
    const queue = journal.queue<string>('letters', async ({ attempt }): Promise<Outcome> => {
      attempts.push(attempt);
      return attempt === 3 ? 'done' : { retryAt: clock.now() + 1_000 };
    });
    journal.start();
    queue.add('a');
    clock.advance(0);
    await settled();
    expect(attempts).toEqual([1]);
    clock.advance(999);
    await settled();
    expect(attempts).toEqual([1]);
    clock.advance(1);
    await settled();
    clock.advance(5_000);
    await settled();
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('takes up what an earlier run left undone', async () => {
    const { clock, store, trace, journal } = setUp();
    journal.queue<string>('letters', async () => 'done').add('left behind');
    const seen: string[] = [];
    const second = new Journal({ clock, store, trace });
    second.queue<string>('letters', async ({ body }) => {
      seen.push(body);
      return 'done';
    });
    second.start();
    clock.advance(0);
    await settled();
    expect(seen).toEqual(['left behind']);
  });

  it('waits for the time at which an entry is due', async () => {
    const { clock, journal } = setUp();
    const seen: string[] = [];
    const queue = journal.queue<string>('letters', async ({ body }) => {
      seen.push(body);
      return 'done';
    });
    journal.start();
    queue.add('later', { dueAt: clock.now() + 10_000 });
    queue.add('now');
    clock.advance(0);
    await settled();
    expect(seen).toEqual(['now']);
    clock.advance(10_000);
    await settled();
    expect(seen).toEqual(['now', 'later']);
  });

  it('works no more entries at once than its concurrency, and all of them in the end', async () => {
    const { clock, journal } = setUp();
    const release: (() => void)[] = [];
    let most = 0;
    let underWay = 0;
    let finished = 0;
    const queue = journal.queue<number>(
      'numbers',
      async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise<void>((resolve) => release.push(resolve));
        underWay -= 1;
        finished += 1;
        return 'done';
      },
      { concurrency: 2 },
    );
    journal.start();
    for (let index = 0; index < 7; index += 1) queue.add(index);
    while (finished < 7) {
      clock.advance(0);
      await settled();
      for (const free of release.splice(0)) free();
      await settled();
    }
    expect(most).toBe(2);
  });

  it('works nothing of a transaction that was rolled back', async () => {
    const { clock, store, journal } = setUp();
    const seen: string[] = [];
    const queue = journal.queue<string>('letters', async ({ body }) => {
      seen.push(body);
      return 'done';
    });
    journal.start();
    clock.advance(0);
    const work = () => {
      queue.add('never');
      throw new Error('no');
    };
    expect(() => store.transaction(work)).toThrow('no');
    store.transaction(() => queue.add('kept'));
    clock.advance(0);
    await settled();
    expect(seen).toEqual(['kept']);
  });

  it('tries again what failed while others came and went', async () => {
    const { clock, store, journal } = setUp();
    const seen: string[] = [];
    const queue = journal.queue<string>('letters', async ({ body, attempt }): Promise<Outcome> => {
      seen.push(`${body}${attempt}`);
      return body === 'a' && attempt < 3 ? { retryAt: clock.now() + 10 } : 'done';
    });
    journal.start();
    for (const step of ['a', 'b', 'c', 'd', 'e', 'f']) {
      queue.add(step);
      clock.advance(5);
      await settled();
    }
    await settled();
    expect(seen.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(seen).toHaveLength(8);
    expect(store.all('SELECT id FROM journal_work')).toEqual([]);
  });

  it('sets an entry aside, traced, when its worker has a bug', async () => {
    const { clock, store, trace, journal } = setUp();
    const queue = journal.queue<string>('letters', async () => {
      throw new Error('a bug');
    });
    journal.start();
    queue.add('a');
    clock.advance(0);
    await settled();
    expect(trace.recent()).toMatchObject([{ kind: 'fault', where: 'journal queue letters' }]);
    expect(store.all('SELECT queue, body FROM journal_work')).toEqual([{ queue: 'letters!faulty', body: '"a"' }]);
  });
});
