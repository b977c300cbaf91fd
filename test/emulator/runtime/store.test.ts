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

  test('says that it has no room, and keeps what it held', () => {
    const store = openStore();
    store.migrate('things', ['CREATE TABLE things_all (text TEXT NOT NULL) STRICT']);
    store.run('INSERT INTO things_all VALUES (?)', 'kept');
    store.get('PRAGMA max_page_count = 1');
    const fill = () => store.run('INSERT INTO things_all VALUES (?)', 'x'.repeat(1_000_000));

    expect(() => store.transaction(fill)).toThrow('database or disk is full');
    expect(() => store.migrate('others', [`CREATE TABLE others_all AS SELECT '${'x'.repeat(100_000)}'`])).toThrow(
      ':memory: cannot be used: database or disk is full.',
    );
    expect(store.all('SELECT text FROM things_all')).toEqual([{ text: 'kept' }]);
    store.close();
  });

  test('calls whoever waits for a transaction when it is stored, and nobody when it is rolled back', () => {
    const store = openStore();
    const told: string[] = [];
    store.transaction(() => {
      store.transaction(() => store.whenStored(() => told.push('inner')));
      store.whenStored(() => told.push('outer'));
      told.push('end of work');
    });
    const failing = () => {
      store.whenStored(() => told.push('never'));
      throw new Error('no');
    };
    expect(() => store.transaction(failing)).toThrow('no');
    store.whenStored(() => told.push('no transaction'));

    expect(told).toEqual(['end of work', 'inner', 'outer', 'no transaction']);
    store.close();
  });
});
