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
});
