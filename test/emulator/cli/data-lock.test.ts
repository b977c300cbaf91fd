import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataDirectory, lockHolder } from '../../../emulator/cli/data-lock.ts';
import { UsageError } from '../../../emulator/cli/flags.ts';

const directory = mkdtempSync(join(tmpdir(), 'telar-lock-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('a data folder', () => {
  it('is held by one process at a time, which the next one names', () => {
    const data = join(directory, 'held');
    const release = lockDataDirectory(data);

    expect(() => lockDataDirectory(data)).toThrow(UsageError);
    expect(() => lockDataDirectory(data)).toThrow(`Process ${process.pid} runs on the data folder ${data}`);
    expect(lockHolder(data)).toBe(`Process ${process.pid}`);

    release();
    expect(lockHolder(data)).toBeUndefined();
    lockDataDirectory(data)();
  });

  it('is free when whoever held it was killed, whatever process has its number today', () => {
    const data = join(directory, 'killed');
    lockDataDirectory(data)();
    writeFileSync(join(data, 'pid'), String(process.ppid));

    const release = lockDataDirectory(data);

    release();
    expect(existsSync(join(data, 'pid'))).toBe(false);
  });

  it('that cannot be one says so', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');

    expect(() => lockDataDirectory(file)).toThrow(UsageError);
    expect(() => lockDataDirectory(file)).toThrow(`The data folder ${file} cannot be used: EEXIST`);
  });

  it.each([
    ['in a file', join(directory, 'file', 'a', 'b'), 'EEXIST'],
    ['of too long a name', join(directory, 'n'.repeat(300)), 'ENAMETOOLONG'],
    ['of too long a path', join(directory, ...Array<string>(3_000).fill('ab')), 'ENAMETOOLONG'],
  ])('%s says so', (_where, folder, code) => {
    writeFileSync(join(directory, 'file'), '');
    expect(() => lockDataDirectory(folder)).toThrow(`cannot be used: ${code}`);
  });

  // Linux alone has such a folder: it denies that a new one could be, and that it is not there.
  (existsSync('/proc/self') ? it : it.skip)('where none can be made says so, and does not try for ever', () => {
    expect(() => lockDataDirectory('/proc/x/y')).toThrow('The data folder /proc/x/y cannot be used: ENOENT');
  });
});
