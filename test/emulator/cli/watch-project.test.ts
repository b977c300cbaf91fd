import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { readCdkProject } from '../../../emulator/cli/cdk-project.ts';
import { synthesize } from '../../../emulator/cli/synthesize.ts';
import { watchProject } from '../../../emulator/cli/watch-project.ts';
import { type Cloud, startCloud } from '../../../emulator/cloud.ts';
import { readAssembly } from '../../../emulator/template/assembly.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** A stack of one function, whose memory stands in the app. */
const app = (memorySize: number) => `
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
const app = new App();
const code = Code.fromAsset('dist');
new Function(new Stack(app, 'watched'), 'Function', {
  functionName: 'watched', runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code, memorySize: ${memorySize},
});
app.synth();
`;
const handler = (word: string) =>
  `export const handler = async () => '${word} ' + process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE;`;
const BUILD = `
import { cpSync } from 'node:fs';
cpSync('src/index.mjs', 'dist/index.mjs');
`;

describe('a project that is watched', () => {
  let directory: string;
  let cloud: Cloud;
  let lambda: LambdaClient;
  let stop: () => void;
  let told: (line: string) => void = () => {};
  const write = (file: string, content: string) => writeFileSync(join(directory, file), content);
  /** Waits for the line that begins so. */
  const line = (start: string) =>
    new Promise<string>((resolve) => {
      told = (text) => {
        if (text.startsWith(start)) resolve(text);
      };
    });

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'telar-watched-'));
    symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'), 'junction');
    for (const folder of ['src', 'dist']) mkdirSync(join(directory, folder));
    write('src/index.mjs', handler('one'));
    write('app.mjs', app(128));
    write('build.mjs', BUILD);
    const watch = { include: ['app.mjs', 'src/**'] };
    write('cdk.json', JSON.stringify({ app: 'node app.mjs', build: 'node build.mjs', watch }));

    const project = readCdkProject(directory, []);
    const outdir = join(directory, 'cdk.out');
    cloud = await startCloud();
    await synthesize(project, outdir);
    await cloud.deployer.deploy(readAssembly(outdir, cloud.account));
    const plain = (text: string) => text;
    const terminal = { line: (text = '') => told(text), good: plain, bad: plain, dim: plain };
    stop = watchProject({ project, outdir, cloud, terminal });
    const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
    lambda = new LambdaClient({ endpoint: cloud.endpoint, region: 'us-east-1', credentials });
  }, 120_000);
  afterAll(async () => {
    stop();
    lambda.destroy();
    await cloud.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const invoke = async () => {
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'watched' }));
    return JSON.parse(Payload?.transformToString() ?? '');
  };

  it('has new code as soon as it is built, and what else has changed when it is deployed', async () => {
    await expect(invoke()).resolves.toBe('one 128');

    const reloaded = line('reloaded watched');
    write('src/index.mjs', handler('two'));
    await reloaded;
    const updated = line('updated ');
    await expect(invoke()).resolves.toBe('two 128');
    await expect(updated).resolves.toContain('src/index.mjs');
    await expect(invoke()).resolves.toBe('two 128');

    const larger = line('updated app.mjs');
    write('app.mjs', app(256));
    await larger;
    await expect(invoke()).resolves.toBe('two 256');
  }, 120_000);

  it('stays what it is when a change does not build or synthesize, and says why', async () => {
    const failed = line('not updated');
    write('app.mjs', 'throw new Error("no such stage");');
    await expect(failed).resolves.toContain('no such stage');
    await expect(invoke()).resolves.toBe('two 256');
  }, 120_000);
});
