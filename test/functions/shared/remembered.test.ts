import { remembered, rememberedBy } from '../../../functions/shared/remembered.ts';

describe('an answer that is remembered', () => {
  let now = 0;
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return asked;
  };
  beforeEach(() => {
    now = 1_000;
    asked = 0;
  });

  it('is given to all who ask within its time, at once or later', async () => {
    const answer = remembered(5, () => now, ask);
    expect(await Promise.all([answer(), answer()])).toEqual([1, 1]);
    now += 4_999;
    expect(await answer()).toBe(1);
    now += 1;
    expect(await answer()).toBe(2);
  });

  it('is not remembered when it is an error', async () => {
    const answer = remembered(
      5,
      () => now,
      async () => {
        if ((await ask()) === 1) throw new Error('not now');
        return asked;
      },
    );
    await expect(answer()).rejects.toThrow('not now');
    expect(await answer()).toBe(2);
  });

  it('is remembered for each thing that is asked about, and of the oldest no longer than there is room', async () => {
    const answer = rememberedBy(
      { seconds: 5, atMost: 2, monotonic: () => now },
      (about: string) => about,
      async (about) => `${about}${await ask()}`,
    );
    expect([await answer('a'), await answer('b'), await answer('a')]).toEqual(['a1', 'b2', 'a1']);
    expect([await answer('c'), await answer('b'), await answer('a')]).toEqual(['c3', 'b2', 'a4']);
    now += 5_000;
    expect(await answer('a')).toBe('a5');
  });
});
