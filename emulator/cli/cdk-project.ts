import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from './flags.ts';

const globs = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));

/** The parts of cdk.json that a synthesis without the CDK CLI needs (https://docs.aws.amazon.com/cdk/v2/guide/cli.html#cli-config). */
const cdkJson = z.object({
  app: z.string(),
  build: z.string().optional(),
  context: z.record(z.string(), z.json()).default({}),
  watch: z
    .object({ include: globs.default(['**']), exclude: globs.default([]) })
    .default({ include: ['**'], exclude: [] }),
});

export interface CdkProject {
  readonly directory: string;
  /** The command that synthesizes. */
  readonly app: string;
  /** The command that is run before it, if any. */
  readonly build?: string | undefined;
  readonly context: Readonly<Record<string, unknown>>;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Never sources, whatever cdk.json says. */
export const ALWAYS_EXCLUDED = ['node_modules', '**/node_modules', '.git', 'cdk.out', 'build', '.telar'];
/** What else decides the outcome of a synthesis. */
const FURTHER_INPUTS = ['cdk.json', 'cdk.context.json', 'package-lock.json', 'tsconfig.json'];

/**
 * Reads the CDK project in a folder.
 *
 * @param context `key=value` from the command line, which wins over cdk.json
 * @throws UsageError when there is none, or cdk.json lacks what is needed
 */
export function readCdkProject(directory: string, context: readonly string[]): CdkProject {
  const file = join(directory, 'cdk.json');
  if (!existsSync(file)) {
    throw new UsageError(
      `There is no cdk.json in ${directory}: start where one is, or give --app <cdk.out> or --no-app.`,
    );
  }
  const parsed = cdkJson.safeParse(readJson(file));
  if (!parsed.success) throw new UsageError(`${file}: ${z.prettifyError(parsed.error)}`);
  const given = context.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  const { app, build, watch } = parsed.data;
  return { directory, app, build, context: { ...parsed.data.context, ...Object.fromEntries(given) }, ...watch };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** A digest of everything that the synthesis reads: the same digest, the same assembly. */
export function digestInputs({ directory, app, context, include, exclude }: CdkProject): string {
  const hash = createHash('sha256').update(JSON.stringify({ app, context, node: process.version }));
  const files = globSync([...include], {
    cwd: directory,
    exclude: [...ALWAYS_EXCLUDED, ...exclude],
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const further = FURTHER_INPUTS.map((name) => join(directory, name)).filter((file) => existsSync(file));
  for (const file of new Set([...files.sort(), ...further])) {
    hash.update(`\0${file.slice(directory.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}
