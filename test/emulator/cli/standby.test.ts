import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StandbySynthesis } from '../../../emulator/cli/standby.ts';
import { SynthesisError } from '../../../emulator/cli/synthesize.ts';

const PRELOAD = resolve(import.meta.dirname, '../../../emulator/cli/standby-preload.ts');
/** An app that leaves word of its context. */
const APP = `
import { writeFileSync } from 'node:fs';
writeFileSync(process.env.CDK_OUTDIR + '/made', process.env.CDK_CONTEXT_JSON);
`;
/** What npx does: the app's process is another one, started by the first. */
const STARTER = `
import { spawnSync } from 'node:child_process';
process.exit(spawnSync(process.execPath, ['app.mjs'], { stdio: 'inherit' }).status);
`;

describe('a synthesis that stands by', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'telar-standby-'));
    writeFileSync(join(directory, 'app.mjs'), APP);
    writeFileSync(join(directory, 'starter.mjs'), STARTER);
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const project = (app: string) => ({ directory, app, context: { stage: 'dev' }, include: [], exclude: [] });

  it.each(['node app.mjs', 'node starter.mjs'])('runs `%s` as often as it is told to', async (app) => {
    const standby = new StandbySynthesis(project(app), directory);
    for (let time = 0; time < 2; time += 1) {
      await standby.run();
      expect(readFileSync(join(directory, 'made'), 'utf8')).toBe('{"stage":"dev"}');
      rmSync(join(directory, 'made'));
    }
    standby.close();
  });

  it('says why the app failed, and is there for the next time', async () => {
    writeFileSync(join(directory, 'app.mjs'), 'throw new Error(\'stage is "nope"\');');
    const standby = new StandbySynthesis(project('node app.mjs'), directory);
    await expect(standby.run()).rejects.toThrow(SynthesisError);
    writeFileSync(join(directory, 'app.mjs'), APP);
    await standby.run();
    standby.close();
    expect(existsSync(join(directory, 'made'))).toBe(true);
  });

  it('loads beforehand what the synthesis before it needed of the CDK', async () => {
    const cdk = join(directory, 'node_modules/aws-cdk-lib');
    mkdirSync(cdk, { recursive: true });
    writeFileSync(join(cdk, 'index.js'), '');
    writeFileSync(join(cdk, 'part.js'), '');
    const loaded = "Object.keys(require.cache).some((path) => path.endsWith('part.js'))";
    const tell = `require('node:fs').writeFileSync(process.env.CDK_OUTDIR + '/made', String(${loaded}));`;
    writeFileSync(join(directory, 'app.cjs'), `${tell} require('aws-cdk-lib/part.js');`);
    const standby = new StandbySynthesis(project('node app.cjs'), directory);
    for (const before of ['false', 'true']) {
      await standby.run();
      expect(readFileSync(join(directory, 'made'), 'utf8')).toBe(before);
    }
    standby.close();
  });

  it('ends without synthesizing when whoever it waits for is gone', async () => {
    const env = { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: '{}' };
    const args = [`--import=${PRELOAD}`, 'app.mjs'];
    const waiting = spawn(process.execPath, args, { cwd: directory, env, stdio: ['pipe', 'ignore', 'inherit'] });
    waiting.stdin?.end();
    expect(await once(waiting, 'close')).toEqual([0, null]);
    expect(existsSync(join(directory, 'made'))).toBe(false);
  });
});
