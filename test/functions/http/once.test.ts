import type { Caller } from '../../../functions/shared/http/caller.ts';
import { IdempotencyKeyReused, once } from '../../../functions/shared/http/idempotency.ts';
import { MemoryAnswers, requestOf } from './support.ts';

type Fields = Record<string, unknown>;

interface Given {
  readonly body?: unknown;
  readonly caller?: Caller;
  readonly idempotencyKey?: string;
}

function writes() {
  const keys: string[] = [];
  const answers = new MemoryAnswers();
  let ids = 0;
  const ports = { answers, newId: () => `id ${++ids}` };
  const write = (given: Given, options?: { repeatable?: boolean }) =>
    once(
      'makeThing',
      requestOf<Fields, unknown, Fields>({ query: {}, parameters: {}, body: { name: 'a' }, ...given }),
      ports,
      async (key) => ({ body: { number: keys.push(key) } }),
      options,
    );
  return { keys, answers, write };
}

describe('a write', () => {
  test('without a key is done every time, each time under a key of its own', async () => {
    const { keys, write } = writes();
    await write({});
    await write({});
    expect(keys).toEqual(['id 1', 'id 2']);
  });

  test('that comes again with its key is answered as before, and not done again', async () => {
    const { keys, write } = writes();
    const first = await write({ idempotencyKey: 'k' });
    expect(await write({ idempotencyKey: 'k' })).toEqual(first);
    expect(keys).toHaveLength(1);
  });

  test('is another for another user, who may have had the same idea of a key', async () => {
    const { keys, write } = writes();
    await write({ idempotencyKey: 'k' });
    await write({ idempotencyKey: 'k', caller: { userId: 'ben', groups: [] } });
    expect(new Set(keys).size).toBe(2);
  });

  test('is refused when its key was used for something else', async () => {
    const { keys, write } = writes();
    await write({ idempotencyKey: 'k' });
    await expect(write({ idempotencyKey: 'k', body: { name: 'b' } })).rejects.toThrow(IdempotencyKeyReused);
    expect(keys).toHaveLength(1);
  });

  test('that died before its answer was kept is done again, under the same key', async () => {
    const { keys, answers, write } = writes();
    answers.keep = async () => {
      throw new Error('the function was ended');
    };
    await expect(write({ idempotencyKey: 'k' })).rejects.toThrow('ended');
    await expect(write({ idempotencyKey: 'k' })).rejects.toThrow('ended');
    expect(keys[1]).toBe(keys[0]);
  });

  test('whose answer does not last is done again, under the same key', async () => {
    const { keys, write } = writes();
    await write({ idempotencyKey: 'k' }, { repeatable: true });
    await write({ idempotencyKey: 'k' }, { repeatable: true });
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
  });
});
