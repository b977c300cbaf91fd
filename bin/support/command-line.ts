import { parseArgs } from 'node:util';
import { STAGE_NAMES } from '../../lib/config.ts';
import { AWS, type Place } from './deployment.ts';
import { PlainError } from './plain-error.ts';

const LOCAL_ENDPOINT = 'http://127.0.0.1:4566';
const FAILED = 1;
const MISUSED = 2;

/** What a command that visits a deployment was told. */
export interface Asked {
  readonly place: Place;
  /** Words that are no flags. */
  readonly words: readonly string[];
  /** What the flags say that only this command has. */
  readonly flags: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads `--endpoint` and `--stage`, which all commands have that visit a deployment, and the flags that only this one has.
 *
 * @throws PlainError saying what there is
 */
export function readCommandLine(usage: string, flagNames: readonly string[] = []): Asked {
  const { values, positionals } = parse(usage, flagNames);
  const endpoint = values.endpoint ?? process.env.AWS_ENDPOINT_URL ?? LOCAL_ENDPOINT;
  if (endpoint !== AWS && !/^https?:\/\//.test(endpoint)) {
    throw new PlainError(`--endpoint is a URL or "${AWS}": it was given as "${endpoint}".`);
  }
  const stage = STAGE_NAMES.find((name) => name === values.stage);
  if (!stage) throw new PlainError(`--stage is ${STAGE_NAMES.join(', ')}: it was given as "${values.stage}".`);
  return { place: { endpoint: endpoint.replace(/\/$/, ''), stage }, words: positionals, flags: values };
}

function parse(usage: string, flagNames: readonly string[]) {
  const text = { type: 'string' } as const;
  const own = Object.fromEntries(flagNames.map((name) => [name, text]));
  try {
    return parseArgs({
      options: { ...own, endpoint: text, stage: { ...text, default: 'dev' } },
      allowPositionals: true,
    });
  } catch (cause) {
    const [problem] = String(cause instanceof Error ? cause.message : cause).split('. ');
    throw new PlainError(`${problem}. ${usage}`, { cause });
  }
}

/** Runs a command that may say whether all went well: status 0 or 1; 2 where it could not even begin, with the reason in one line. */
export function runCommand(work: () => Promise<boolean | undefined>): void {
  work().then(
    (well = true) => {
      process.exitCode = well ? 0 : FAILED;
    },
    (error: unknown) => {
      if (!(error instanceof PlainError)) throw error;
      console.error(error.message);
      process.exitCode = MISUSED;
    },
  );
}
