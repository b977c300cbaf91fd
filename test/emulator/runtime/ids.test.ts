import { systemIds } from '../../../emulator/runtime/ids.ts';

describe('identifiers of the system', () => {
  it('are of the length that is asked for, odd ones and long ones as well', () => {
    for (const length of [1, 15, 16, 24, 10_001]) {
      expect(systemIds.hex(length)).toMatch(new RegExp(`^[0-9a-f]{${length}}$`));
      expect(systemIds.letters(length)).toMatch(new RegExp(`^[A-Z0-9]{${length}}$`));
    }
  });

  it('do not repeat themselves, however many are asked for', () => {
    const made = Array.from({ length: 2_000 }, () => systemIds.hex(32));
    expect(new Set(made).size).toBe(made.length);
  });
});
