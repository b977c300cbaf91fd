import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, StoreError } from '../../../emulator/runtime/store.ts';

describe('the store', () => {
  test('of a damaged file is not opened, and names the file', () => {
    const directory = mkdtempSync(join(tmpdir(), 'telar-store-'));
    writeFileSync(join(directory, 'state.db'), 'this was never a database');

    expect(() => openStore(directory)).toThrow(StoreError);
    expect(() => openStore(directory)).toThrow(`${join(directory, 'state.db')} cannot be used: file is not a database`);
    rmSync(directory, { recursive: true });
  });
});
