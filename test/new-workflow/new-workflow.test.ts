import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** All that a checkout has, and what was built of it, so that the copy need not build it anew. */
const COPIED = [
  ...[
    '.ci',
    '.github',
    'bench',
    'bin',
    'docs',
    'emulator',
    'events',
    'functions',
    'layers',
    'lib',
    'statemachines',
    'test',
    'tour',
    'web',
  ],
  ...[
    '.gitignore',
    'biome.json',
    'cdk.json',
    'jest.config.json',
    'package.json',
    'tsconfig.json',
    'README.md',
    'README.es.md',
  ],
  ...['build/functions', 'build/source-maps', 'build/web'],
];

/** It synthesizes and deploys a whole application, on a machine that may be busy with others. */
jest.setTimeout(900_000);

describe('npm run new-workflow', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'telar-new-workflow-'));
    for (const path of COPIED.filter((path) => existsSync(join(ROOT, path)))) {
      cpSync(join(ROOT, path), join(copy, path), { recursive: true, preserveTimestamps: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  /** Runs Node in the copy. */
  const node = (...args: string[]) => {
    const { JEST_WORKER_ID: _, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', env });
    return { status, printed: stdout + stderr };
  };
  const newWorkflow = (...args: string[]) => node('bin/new-workflow/main.ts', ...args);
  const tool = (path: string, ...args: string[]) => node(join('node_modules', path), ...args);

  it('says what it made, what it changed, and what to do next', () => {
    const { status, printed } = newWorkflow('parcel-tracking');
    expect(printed).toContain('made     statemachines/parcel-tracking.asl.json');
    expect(printed).toContain('changed  lib/telar.ts');
    expect(printed).toContain('npm run emit -- parcel-tracking-requested');
    expect(status).toBe(0);
    expect(readFileSync(join(copy, 'docs/events.md'), 'utf8')).toContain('## Parcel Tracking Requested');
  });

  it.each([
    [['parcel-tracking'], 'There is a workflow of this name'],
    [['health'], 'The path /health is taken by the route getHealth'],
    [['Parcel'], 'A workflow is named in small letters'],
    [[], 'Usage: npm run new-workflow <name>'],
    [['a', 'b'], 'Usage: npm run new-workflow <name>'],
  ])('refuses %j and changes nothing', (args, told) => {
    const before = readFileSync(join(copy, 'lib/telar.ts'), 'utf8');
    const { status, printed } = newWorkflow(...args);
    expect(printed).toContain(told);
    expect(printed.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
    expect(readFileSync(join(copy, 'lib/telar.ts'), 'utf8')).toBe(before);
  });

  it('makes what passes lint', () => {
    expect(tool('@biomejs/biome/bin/biome', 'check', 'events', 'functions', 'lib', 'test')).toMatchObject({
      status: 0,
    });
  });

  it('makes what passes the types', () => {
    expect(tool('typescript/bin/tsc', '-p', '.')).toEqual({ status: 0, printed: '' });
  });

  it('makes what passes its own tests, which deploy it, and those of the infrastructure', () => {
    const infra = ['least-privilege', 'nag', 'observability', 'runbooks', 'state-machines', 'time-outs'];
    const tests = ['parcel-tracking', 'contracts/schemas', 'test/docs', ...infra.map((name) => `infra/${name}`)];
    const { status, printed } = tool('jest/bin/jest.js', ...tests);
    expect(printed).toContain('test/journeys/parcel-tracking.test.ts');
    expect({ status, failures: status === 0 ? '' : printed }).toEqual({ status: 0, failures: '' });
  });
});
