import { type Flags, helpText, parseFlags, UsageError } from './cli/flags.ts';
import { run } from './cli/run.ts';
import { Terminal } from './cli/terminal.ts';

const terminal = new Terminal(process.stdout);

function readFlags(): Flags | undefined {
  try {
    return parseFlags(process.argv.slice(2), Boolean(process.stdout.isTTY));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
    return undefined;
  }
}

const flags = readFlags();
if (flags?.help) console.log(helpText());
else if (flags) await run(flags, terminal);
