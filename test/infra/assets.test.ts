import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunctions } from '../../lib/assets/function-bundles.ts';
import { layerCode } from '../../lib/assets/layer.ts';

const PROJECT_ROOT = join(__dirname, '../..');
const BUNDLES = join(PROJECT_ROOT, 'build', 'functions');

/** What a cold start has to read: at most two SDK clients, Powertools with X-Ray, zod, and our own few kilobytes. */
const MAX_BUNDLE_BYTES = 400_000;

describe('the bundles', () => {
  const bundles = bundleFunctions();
  const directories = readdirSync(BUNDLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  test('are one file each, small enough to start cold', () => {
    for (const { name } of directories) {
      expect(readdirSync(join(BUNDLES, name))).toEqual(['index.mjs']);
      expect(statSync(join(BUNDLES, name, 'index.mjs')).size).toBeLessThan(MAX_BUNDLE_BYTES);
    }
  });

  test('take the modules of Node that they need, and not by import, which loads all that those export', () => {
    for (const { name } of directories) {
      const source = readFileSync(join(BUNDLES, name, 'index.mjs'), 'utf8');
      const imported = [...source.matchAll(/\b(?:from|import)\s*\(?["'](node:[^"']+)["']/g)].map(
        ([, module]) => module,
      );
      expect(imported).toEqual(['node:module']);
    }
  });

  test('are left alone when nothing they are made of has changed', () => {
    const written = () => directories.map(({ name }) => statSync(join(BUNDLES, name, 'index.mjs')).mtimeMs);
    const before = written();
    bundleFunctions();
    expect(written()).toEqual(before);
  });

  test('are asked for by name, and an unknown one is answered with those there are', () => {
    expect(() => bundles.codeOf('images/develop')).toThrow(
      /no function images\/develop: functions\/ holds .*images\/inspect/,
    );
  });
});

describe('the layer sharp', () => {
  const manifest = (path: string) => JSON.parse(readFileSync(join(PROJECT_ROOT, path), 'utf8'));

  test('holds the version that the tests run with', () => {
    expect(manifest('layers/sharp/nodejs/package.json').dependencies.sharp).toBe(
      manifest('package.json').dependencies.sharp,
    );
  });

  test('was installed for Lambda, whatever this machine is', () => {
    layerCode('sharp');
    expect(readdirSync(join(PROJECT_ROOT, 'layers/sharp/nodejs/node_modules/@img')).sort()).toEqual([
      'colour',
      'sharp-libvips-linux-arm64',
      'sharp-linux-arm64',
    ]);
  });
});
