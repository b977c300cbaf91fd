import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { STAGE_NAMES } from '../../lib/config.ts';

const ROOT = join(__dirname, '../..');
const WORKFLOWS = join(ROOT, '.github/workflows');

const step = z.looseObject({ run: z.string().optional(), uses: z.string().optional() });
const job = z.looseObject({
  uses: z.string().optional(),
  needs: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  steps: z.array(step).optional(),
  strategy: z.looseObject({ matrix: z.looseObject({ part: z.array(z.string()) }) }).optional(),
});
const workflow = z.looseObject({ jobs: z.record(z.string(), job) });

const workflows = readdirSync(WORKFLOWS).map((file) => ({
  file,
  ...workflow.parse(parse(readFileSync(join(WORKFLOWS, file), 'utf8'))),
}));
const steps = workflows.flatMap(({ jobs }) => Object.values(jobs)).flatMap(({ steps = [] }) => steps);

describe('the pipeline', () => {
  test('runs scripts that are there', () => {
    const scripts = steps.flatMap(({ run = '' }) => run.match(/\.ci\/\w+/g) ?? []);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !existsSync(join(ROOT, script)))).toEqual([]);
    const local = workflows.flatMap(({ jobs }) => Object.values(jobs)).flatMap(({ uses }) => uses ?? []);
    expect(local.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  test('runs every part of the tests', () => {
    const { stderr } = spawnSync(join(ROOT, '.ci/part'), { encoding: 'utf8' });
    const parts = /part (\S+)/.exec(stderr)?.[1]?.split('|');
    const check = workflows.find(({ file }) => file === 'check.yml');
    expect(check?.jobs.part?.strategy?.matrix.part).toEqual(parts);
  });

  test('deploys the stages one after the other, each by the one before', () => {
    const deploy = workflows.find(({ file }) => file === 'deploy.yml')?.jobs ?? {};
    expect(STAGE_NAMES.map((stage) => [deploy[stage]?.needs, deploy[stage]?.with?.stage])).toEqual([
      ['check', 'dev'],
      ['dev', 'stg'],
      ['stg', 'prod'],
    ]);
  });

  test('has no keys of AWS, but a role that it may take on', () => {
    const text = workflows.map(({ file }) => readFileSync(join(WORKFLOWS, file), 'utf8')).join('\n');
    expect(text).not.toMatch(/secrets\.|AWS_SECRET|access-key/i);
    expect(text).toContain('role-to-assume');
  });
});
