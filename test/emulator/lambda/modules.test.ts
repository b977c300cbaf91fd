import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deployable } from '../support/deployable.ts';
import { type Functions, startFunctions } from './support/functions.ts';

const SHARP_LAYER = join(__dirname, '../../../layers/sharp');

describe('modules of a function', () => {
  let functions: Functions;
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lambda-modules-'));
    functions = await startFunctions();
  });
  afterAll(async () => {
    await functions.close();
    rmSync(directory, { recursive: true });
  });

  /** Writes files below a folder of the test's and answers its path. */
  function folder(name: string, files: Readonly<Record<string, string>>): string {
    for (const [file, text] of Object.entries(files)) {
      const path = join(directory, name, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return join(directory, name);
  }

  async function deploy(name: string, code: string, layers: readonly string[] = []) {
    const assets = Object.fromEntries([['code', code], ...layers.map((path, index) => [`layer${index}`, path])]);
    const layerType = deployable(functions.lambda.resources, 'AWS::Lambda::LayerVersion', assets);
    const Layers = [];
    for (const index of layers.keys()) {
      const { physicalId } = await layerType.create(
        { Content: { S3Bucket: 'assets', S3Key: `layer${index}` } },
        `${name}Layer${index}`,
      );
      Layers.push(physicalId);
    }
    await deployable(functions.lambda.resources, 'AWS::Lambda::Function', assets).create({
      FunctionName: name,
      Code: { S3Bucket: 'assets', S3Key: 'code' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: functions.role,
      Layers,
    });
  }

  it('come from its own folder, used where it lies', async () => {
    const code = folder('own', {
      'index.mjs':
        "import { name } from 'own-package'; import.meta.dirname; export const handler = async () => [name, import.meta.dirname];",
      'node_modules/own-package/package.json': '{"main":"main.js"}',
      'node_modules/own-package/main.js': "exports.name = 'own';",
    });
    await deploy('own', code);

    expect((await functions.invoke('own')).value).toEqual(['own', code]);
  });

  it('come from its layers, for imports by the import condition and for requires by the require condition, the last layer first', async () => {
    const conditional = (which: string) => ({
      'nodejs/node_modules/dual/package.json': '{"exports":{"import":"./i.mjs","require":"./r.cjs"}}',
      'nodejs/node_modules/dual/i.mjs': `export default 'import of ${which}';`,
      'nodejs/node_modules/dual/r.cjs': `module.exports = 'require of ${which}';`,
    });
    const first = folder('layer-first', {
      ...conditional('first'),
      'nodejs/node24/node_modules/versioned/index.js': "module.exports = 'node24';",
    });
    const second = folder('layer-second', conditional('second'));
    const code = folder('layered', {
      'index.mjs': `import dual from 'dual'; import versioned from 'versioned'; import { createRequire } from 'node:module';
        export const handler = async () => [dual, createRequire(import.meta.url)('dual'), versioned];`,
    });
    await deploy('layered', code, [first, second]);

    expect((await functions.invoke('layered')).value).toEqual(['import of second', 'require of second', 'node24']);
  });

  it('and files are found by the paths that they have on AWS', async () => {
    const layer = folder('layer-mounted', {
      'nodejs/shared.js': "exports.name = 'shared';",
      'config/settings.json': '{"colour":"red"}',
    });
    const code = folder('mounted', {
      'index.mjs': `import { readFileSync, readdirSync } from 'node:fs'; import { readFile } from 'node:fs/promises';
        import { createRequire } from 'node:module'; import shared from '/opt/nodejs/shared.js';
        export const handler = async () => [
          shared.name, createRequire(import.meta.url)('/opt/nodejs/shared').name,
          JSON.parse(readFileSync('/opt/config/settings.json', 'utf8')).colour,
          readdirSync('/var/task'), (await readFile('/var/task/note.txt', 'utf8')),
        ];`,
      'note.txt': 'hello',
    });
    await deploy('mounted', code, [layer]);

    expect((await functions.invoke('mounted')).value).toEqual([
      'shared',
      'shared',
      'red',
      ['index.mjs', 'note.txt'],
      'hello',
    ]);
  });

  it('do not come from the project around it, as they would not on AWS', async () => {
    folder('project', {
      'package.json': '{"type":"module"}',
      'node_modules/dev-tool/index.js': "module.exports = 'found';",
    });
    const code = folder('project/build/function', {
      'index.js':
        "exports.handler = async () => { try { return require('dev-tool'); } catch (error) { return error.code; } };",
    });
    await deploy('surrounded', code);

    expect((await functions.invoke('surrounded')).value).toBe('MODULE_NOT_FOUND');
  });

  (existsSync(join(SHARP_LAYER, 'nodejs/node_modules/sharp')) ? it : it.skip)(
    'that are native and built for another processor are taken in this machine’s build',
    async () => {
      const code = folder('native', {
        'index.mjs': `import sharp from 'sharp';
          export const handler = async () => {
            const image = sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } });
            const { width, height, format } = await sharp(await image.png().toBuffer()).metadata();
            return { width, height, format };
          };`,
      });
      await deploy('native', code, [SHARP_LAYER]);

      expect((await functions.invoke('native')).value).toEqual({ width: 40, height: 20, format: 'png' });
    },
  );

  it('are those of another folder when that takes the place of the first', async () => {
    const old = folder('changing', { 'index.mjs': "export const handler = async () => 'old';" });
    await deploy('changing', old);
    expect((await functions.invoke('changing')).value).toBe('old');
    const changed = folder('changed', { 'index.mjs': "export const handler = async () => 'new';" });

    expect(functions.lambda.replaceCode(old, changed)).toEqual(['changing']);
    expect(functions.lambda.replaceCode(old, changed)).toEqual([]);
    expect((await functions.invoke('changing')).value).toBe('new');
  });
});
