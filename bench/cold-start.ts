import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { row, type Spread, spread } from './support/figures.ts';

const ROOT = resolve(import.meta.dirname, '..');
const BUNDLES = join(ROOT, 'build', 'functions');
const RUNS = 5;
const BYTES_PER_KB = 1_000;

const lambda = z.object({
  Type: z.literal('AWS::Lambda::Function'),
  Properties: z.object({
    FunctionName: z.string(),
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  }),
});
const template = z.object({ Resources: z.record(z.string(), z.unknown()) });

interface Measured {
  readonly name: string;
  readonly kilobytes: number;
  readonly cpuMilliseconds: Spread;
}

/** What a new environment of each function costs before it can work: its size, and processor time for loading it, the slowest first. */
export async function coldStart(): Promise<string[]> {
  const measured: Measured[] = [];
  for (const { name, variables } of functionsOf(synthesize())) measured.push(await measure(name, variables));
  measured.sort((one, other) => other.cpuMilliseconds.median - one.cpuMilliseconds.median);
  return [
    row('all functions', spread(measured.map(({ cpuMilliseconds }) => cpuMilliseconds.median)), 'ms'),
    row('size of all functions', spread(measured.map(({ kilobytes }) => kilobytes)), 'KB'),
    ...measured.map(({ name, kilobytes, cpuMilliseconds }) =>
      row(`${name}, ${kilobytes.toFixed(0)} KB`, cpuMilliseconds, 'ms'),
    ),
  ];
}

/** A process loads the bundle, as Lambda does; what Node itself takes is not counted. */
const LOAD = `
const before = process.cpuUsage();
await import(process.argv[1]);
const { user, system } = process.cpuUsage(before);
console.log('cpu ' + (user + system));
process.exit();
`;

async function measure(name: string, variables: Record<string, string>): Promise<Measured> {
  const bundle = join(BUNDLES, name, 'index.mjs');
  const milliseconds: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', LOAD, bundle], {
      env: { PATH: process.env.PATH, AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: name, ...variables },
    });
    milliseconds.push(Number(/cpu (\d+)/.exec(stdout)?.[1]) / 1_000);
  }
  return { name, kilobytes: statSync(bundle).size / BYTES_PER_KB, cpuMilliseconds: spread(milliseconds) };
}

/** @returns the templates of the stage dev */
function synthesize(): unknown[] {
  const outdir = mkdtempSync(join(tmpdir(), 'telar-cold-start-'));
  try {
    execFileSync(process.execPath, [join(ROOT, 'bin/telar.ts')], {
      cwd: ROOT,
      env: { ...process.env, CDK_OUTDIR: outdir },
      stdio: 'pipe',
    });
    return readdirSync(outdir)
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => JSON.parse(readFileSync(join(outdir, file), 'utf8')));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function functionsOf(templates: readonly unknown[]) {
  const bundles = new Set(readdirSync(BUNDLES));
  return templates
    .flatMap((found) => Object.values(template.parse(found).Resources))
    .flatMap((resource) => lambda.safeParse(resource).data?.Properties ?? [])
    .map(({ FunctionName, Environment }) => ({
      name: FunctionName.replace('telar-dev-', ''),
      variables: Object.fromEntries(Object.entries(Environment.Variables).map(([key, value]) => [key, filled(value)])),
    }))
    .filter(({ name }) => bundles.has(name));
}

/** What is known when it is deployed: looks like the id of a user pool, the one that is looked at when a function starts. */
const LATER = 'us-east-1_Abcdefghi';

const joinFunction = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/** A function reads its variables when it starts, and does nothing with them yet. */
function filled(value: unknown): string {
  if (typeof value === 'string') return value;
  const joined = joinFunction.safeParse(value).data?.['Fn::Join'];
  return joined ? joined[1].map(filled).join(joined[0]) : LATER;
}
