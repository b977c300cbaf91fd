import { type ParseArgsConfig, parseArgs } from 'node:util';
import { isNativeError } from 'node:util/types';
import { z } from 'zod';
import type { IamMode } from '../door/door.ts';

/** The command line was wrong; the message says how, in one line. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What `npm start -- …` may be told. */
export interface Flags {
  readonly help: boolean;
  /** A synthesized CDK app; undefined synthesizes the one in this folder. */
  readonly app: string | undefined;
  /** Start the services alone, with nothing deployed. */
  readonly noApp: boolean;
  readonly context: readonly string[];
  readonly port: number;
  readonly webPort: number;
  readonly web: boolean;
  readonly host: readonly string[] | undefined;
  readonly allowHost: readonly string[];
  readonly dataDir: string;
  readonly ephemeral: boolean;
  readonly iam: IamMode;
  readonly clock: number;
  readonly watch: boolean;
  readonly allowNetwork: boolean;
  readonly allowUnsupported: boolean;
}

interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  /** How the value is written in the help. */
  readonly value?: string;
  readonly help: string;
}

const FLAGS = {
  app: {
    type: 'string',
    value: 'cdk.out',
    help: 'deploy this synthesized CDK app; default: synthesize the one in this folder',
  },
  'no-app': { type: 'boolean', help: 'start the services alone and deploy nothing' },
  context: {
    type: 'string',
    short: 'c',
    multiple: true,
    value: 'key=value',
    help: 'context for the synthesis, for example stage=stg',
  },
  port: { type: 'string', value: '4566', help: 'the AWS endpoint; 0 picks a free port' },
  'web-port': {
    type: 'string',
    value: '5173',
    help: 'the web page, as its CloudFront distribution serves it; free when --port 0 is',
  },
  'no-web': { type: 'boolean', help: 'serve no web page' },
  host: {
    type: 'string',
    multiple: true,
    value: 'address',
    help: 'listen here; default: 127.0.0.1 and ::1, this machine alone',
  },
  'allow-host': {
    type: 'string',
    multiple: true,
    value: 'name',
    help: 'answer to this name as to localhost, and to pages from it: that of a tunnel, for example',
  },
  'data-dir': { type: 'string', value: '.telar', help: 'where state is kept between runs' },
  ephemeral: { type: 'boolean', help: 'keep all state in memory; it is gone with the process' },
  iam: {
    type: 'string',
    value: 'enforce|warn|off',
    help: 'refuse what policies do not allow (default), only say so, or do not ask',
  },
  clock: { type: 'string', value: '1', help: 'run time this many times faster: waits, time-outs, TTLs, schedules' },
  watch: {
    type: 'boolean',
    help: 'reload functions and redeploy templates as their sources change; default in a terminal (--no-watch turns it off)',
  },
  'no-watch': { type: 'boolean', help: 'do not look at the source after the start' },
  'allow-network': { type: 'boolean', help: 'let functions reach hosts other than this machine' },
  'allow-unsupported': { type: 'boolean', help: 'deploy without the resource types that the emulator does not have' },
  help: { type: 'boolean', short: 'h', help: 'show this and stop' },
} as const satisfies Record<string, Flag>;

/** Where Vite serves pages, too. */
const WEB_PORT = 5173;

const port = z.coerce
  .number('must be a number')
  .int('must be whole')
  .min(0, 'is 0 at least')
  .max(65_535, 'is 65535 at most');

/** Each flag that needs more than being there, with what is allowed. */
const values = z.object({
  port: port.default(4566),
  'web-port': port.optional(),
  iam: z.enum(['enforce', 'warn', 'off'], 'is enforce, warn or off').default('enforce'),
  clock: z.coerce
    .number('must be a number')
    .gt(0, 'must be greater than 0')
    .max(1_000_000, 'is 1000000 at most')
    .default(1),
  context: z.array(z.string().regex(/^[^=]+=/, 'is written key=value')).default([]),
});

/**
 * Reads the command line.
 *
 * @param inTerminal whether a person is watching: then sources are watched too
 * @throws UsageError naming the flag and what it may be
 */
export function parseFlags(args: readonly string[], inTerminal: boolean): Flags {
  const given = read(args);
  if (given.app !== undefined && given['no-app']) throw new UsageError('--app and --no-app exclude each other.');
  const checked = values.safeParse(given);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const flag = String(issue?.path[0]);
    throw new UsageError(
      `--${flag} ${issue?.message}: it was given as ${JSON.stringify(given[flag as keyof typeof given])}`,
    );
  }
  const { 'web-port': webPort, ...rest } = checked.data;
  return {
    ...rest,
    // Who leaves one port to chance runs more than one emulator.
    webPort: webPort ?? (rest.port === 0 ? 0 : WEB_PORT),
    web: !(given['no-web'] ?? given['no-app'] ?? false),
    help: given.help ?? false,
    app: given.app,
    noApp: given['no-app'] ?? false,
    host: given.host,
    allowHost: given['allow-host'] ?? [],
    dataDir: given['data-dir'] ?? '.telar',
    ephemeral: given.ephemeral ?? false,
    watch: given['no-watch'] ? false : (given.watch ?? inTerminal),
    allowNetwork: given['allow-network'] ?? false,
    allowUnsupported: given['allow-unsupported'] ?? false,
  };
}

const read = (args: readonly string[]) =>
  readOptions({ args: [...args], options: FLAGS, allowPositionals: false }, '--help lists the flags').values;

/**
 * Reads the flags of a command.
 *
 * @param hint ends the message about a wrong flag
 * @throws UsageError
 */
export function readOptions<T extends ParseArgsConfig>(config: T, hint: string): ReturnType<typeof parseArgs<T>> {
  const parsed = parse(config, hint);
  for (const [name, value] of Object.entries(parsed.values)) {
    // A variable of the shell that is not set must not become port 0, or the folder we stand in.
    if (value === '') throw new UsageError(`--${name} needs a value. ${hint}.`);
  }
  return parsed;
}

function parse<T extends ParseArgsConfig>(config: T, hint: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!isNativeError(error)) throw error;
    throw new UsageError(`${error.message.split(/\.\s/)[0]}. ${hint}.`, { cause: error });
  }
}

/** Runs a command's work: what the user did wrong ends in one line and status 2. */
export function runCommand(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  });
}

/** The help text: every flag with its value and what it does. */
export function helpText(): string {
  const rows = Object.entries(FLAGS as Record<string, Flag>).map(([name, flag]) => {
    const short = flag.short ? `-${flag.short}, ` : '';
    return [`  ${short}--${name}${flag.value ? ` <${flag.value}>` : ''}`, flag.help] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return [
    'Runs a CDK application, whole, on this machine.',
    '',
    'Usage: npm start -- [flags]',
    '',
    ...rows.map(([left, right]) => left.padEnd(width) + right),
    '',
  ].join('\n');
}
