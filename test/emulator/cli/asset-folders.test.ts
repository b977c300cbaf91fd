import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetFolders } from '../../../emulator/cli/asset-folders.ts';
import { ASSET_SOURCES } from '../../../emulator/cli/asset-sources.ts';

describe('the folders that are assets', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'telar-assets-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (folder: string, files: Readonly<Record<string, string>>) => {
    const path = join(root, folder);
    mkdirSync(path, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
    return path;
  };
  const assembly = (sources: Readonly<Record<string, string>>) => {
    write('out', { [ASSET_SOURCES]: JSON.stringify(sources) });
    return new AssetFolders(join(root, 'out'));
  };

  it('are copied when they have changed, and the copy is left alone by the next change', () => {
    const source = write('dist', { 'index.mjs': 'one' });
    const staged = write('out/asset.1', { 'index.mjs': 'one' });
    const folders = assembly({ [staged]: source });
    write('dist', { 'index.mjs': 'one' });
    expect(folders.takeChanges()).toEqual([]);

    write('dist', { 'index.mjs': 'two, longer' });
    const [second] = folders.takeChanges();
    expect(second?.from).toBe(staged);
    write('dist', { 'index.mjs': 'three, longer still' });
    const [third] = folders.takeChanges();

    expect(third?.from).toBe(second?.to);
    expect(readFileSync(join(second?.to ?? '', 'index.mjs'), 'utf8')).toBe('two, longer');
    expect(readFileSync(join(third?.to ?? '', 'index.mjs'), 'utf8')).toBe('three, longer still');
    expect(folders.takeChanges()).toEqual([]);
  });

  it('are not those of which the CDK made something else, or which are gone', () => {
    const bundled = write('src', { 'handler.ts': 'a' });
    const made = write('out/asset.2', { 'index.mjs': 'A' });
    const filtered = write('layer', { 'code.js': 'a', 'package.json': '{}' });
    const left = write('out/asset.3', { 'code.js': 'a' });
    const folders = assembly({ [made]: bundled, [left]: filtered, [join(root, 'out/asset.4')]: join(root, 'nowhere') });

    write('src', { 'handler.ts': 'longer' });
    write('layer', { 'code.js': 'longer' });
    expect(folders.takeChanges()).toEqual([]);
  });

  it('are unknown where the app does not tell', () => {
    expect(new AssetFolders(write('out', {})).takeChanges()).toEqual([]);
  });
});
