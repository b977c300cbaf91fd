import { ManualClock } from '../../../emulator/runtime/clock.ts';
import type { Environment } from '../../../emulator/services/lambda/environment/environment.ts';
import { EnvironmentPool, type Pooled } from '../../../emulator/services/lambda/environment/pool.ts';

interface Fake extends Pooled {
  readonly number: number;
}

/** A pool of environments that do nothing, and what became of them. */
function makePool(options: { eager?: number; kept?: number } = {}) {
  const wall = new ManualClock();
  const pool = new EnvironmentPool<Fake>({ wall, eager: 2, kept: 3, idleMilliseconds: 60_000, ...options });
  const closed: number[] = [];
  let started = 0;
  const acquire = (key = 'a', signal?: AbortSignal) => {
    const start = async () => {
      started += 1;
      const number = started;
      // The pool asks an environment only whether it has ended, and ends it.
      const environment = { ended: false, kill: () => undefined } as unknown as Environment;
      return { number, environment, fresh: () => true, close: () => closed.push(number) };
    };
    return pool.acquire(key, start, signal);
  };
  return { wall, pool, closed, acquire, started: () => started };
}

describe('a pool of environments', () => {
  it('hands a warm environment out again, the one used last first', async () => {
    const { pool, acquire } = makePool();
    const [first, second] = [await acquire(), await acquire()];
    pool.release(first);
    pool.release(second);

    expect(await acquire()).toBe(second);
  });

  it('lets short invocations wait for a free environment rather than start another', async () => {
    const { pool, acquire, started } = makePool();
    const [first] = [await acquire(), await acquire()];
    const waiting = acquire();
    pool.release(first);

    expect(await waiting).toBe(first);
    expect(started()).toBe(2);
  });

  it('passes over those who wait no longer', async () => {
    const { pool, acquire, started } = makePool({ eager: 1 });
    const first = await acquire();
    const caller = new AbortController();
    const [left, waiting] = [acquire('a', caller.signal), acquire()];
    caller.abort();
    await expect(left).rejects.toMatchObject({ code: 'ServiceException', message: 'The caller waits no longer.' });
    pool.release(first);

    expect(await waiting).toBe(first);
    expect(started()).toBe(1);
  });

  it('starts another one when none becomes free, so that functions that wait for each other go on', async () => {
    const { wall, acquire, started } = makePool();
    await acquire();
    await acquire();
    const waiting = acquire();
    wall.advance(250);

    expect((await waiting).number).toBe(3);
    expect(started()).toBe(3);
  });

  it('starts another one at once for what is known to take long', async () => {
    const { wall, pool, acquire } = makePool({ eager: 1 });
    const first = await acquire();
    wall.advance(500);
    pool.release(first);
    await acquire();

    expect((await acquire()).number).toBe(2);
  });

  it('does not take long invocations for a reason to crowd a machine that is short of time', async () => {
    const { wall, pool, acquire, started } = makePool({ eager: 1 });
    const first = await acquire();
    wall.advance(500);
    pool.release(first);
    for (let index = 0; index < 10; index += 1) void acquire();

    expect(started()).toBe(4);
  });

  it('does not let the idle environments of one function keep another from starting', async () => {
    const { pool, acquire } = makePool({ eager: 1 });
    pool.release(await acquire('a'));
    pool.release(await acquire('b'));

    expect((await acquire('a')).number).toBe(1);
  });

  it('starts what waits beside a flood of another function, of which one after the other becomes free', async () => {
    const { wall, pool, acquire } = makePool({ eager: 1 });
    let flooding = await acquire('flood');
    const rare = acquire('rare');
    for (let index = 0; index < 3; index += 1) {
      const next = acquire('flood');
      wall.advance(100);
      pool.release(flooding);
      flooding = await next;
    }

    expect((await rare).number).toBe(2);
    expect(flooding.number).toBe(1);
  });

  it('keeps no more idle than it should, and ends those longest without work', async () => {
    const { pool, acquire, closed, wall } = makePool({ eager: 5, kept: 2 });
    const all = [await acquire(), await acquire(), await acquire()];
    for (const environment of all) pool.release(environment);
    expect(closed).toEqual([1]);
    wall.advance(60_000);

    expect(closed).toEqual([1, 2, 3]);
    expect(pool.size).toBe(0);
  });

  it('ends what is retired: the idle at once, the busy when they are given back', async () => {
    const { pool, acquire, closed } = makePool();
    const [idle, busy] = [await acquire(), await acquire()];
    pool.release(idle);
    pool.retire((key) => key === 'a');
    expect(closed).toEqual([1]);
    pool.release(busy);

    expect(closed).toEqual([1, 2]);
  });
});
