import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** How far an answer agrees with AWS's; each includes those before it. */
export const LAYERS = ['status', 'outcome', 'cause', 'types', 'strict'] as const;
export type Layer = (typeof LAYERS)[number];

const results = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      area: z.string(),
      layers: z.partialRecord(z.enum(LAYERS), z.boolean()),
      why: z.string().nullish(),
    }),
  ),
});

/** What came of one recorded case. */
export type CaseResult = z.infer<typeof results>['results'][number];

const patternResults = z.object({
  results: z.array(z.object({ id: z.string(), source: z.string(), expected: z.string(), ok: z.boolean() })),
});
export type PatternResult = z.infer<typeof patternResults>['results'][number];

export interface RunOptions {
  readonly folder: string;
  readonly endpoint: string;
  readonly half: string;
  /** Where the runner leaves its results. */
  readonly out: string;
}

/** Whether there is a Python with boto3, which the runners are written with. */
export const hasPython = (): boolean => spawnSync('python3', ['-c', 'import boto3']).status === 0;

/** What the recorded cases need beside Step Functions. */
export function needsOf(folder: string, half: string): string[] {
  const corpus = z
    .array(z.object({ needs: z.array(z.string()) }))
    .parse(JSON.parse(readFileSync(join(folder, 'corpus', half, 'sfn.json'), 'utf8')));
  return [...new Set(corpus.flatMap(({ needs }) => needs))].sort();
}

/** @param allow needs, beside those of Lambda alone, that the emulator is to meet */
export async function runStepFunctions(options: RunOptions, allow: readonly string[]): Promise<CaseResult[]> {
  await python(options, 'run_sfn.py', [
    '--lambda',
    'nodejs',
    ...(allow.length > 0 ? ['--allow', allow.join(',')] : []),
  ]);
  return results.parse(JSON.parse(readFileSync(options.out, 'utf8'))).results;
}

export async function runPatterns(options: RunOptions): Promise<PatternResult[]> {
  await python(options, 'run_patterns.py', []);
  return patternResults.parse(JSON.parse(readFileSync(options.out, 'utf8'))).results;
}

/** The runner prints its own table as it ends. */
function python({ folder, endpoint, half, out }: RunOptions, script: string, more: readonly string[]): Promise<void> {
  const args = [join(folder, script), '--endpoint-url', endpoint, '--half', half, '--out', out, ...more];
  const child = spawn('python3', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) =>
      status === 0 ? resolve() : reject(new Error(`${script} ended with status ${status}`)),
    );
  });
}
