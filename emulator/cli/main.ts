import { helpText, parseFlags, runCommand } from './flags.ts';
import { run } from './run.ts';
import { Terminal } from './terminal.ts';

/** The program behind `npm start`: flags in, a running cloud out. A wrong flag ends in one line and status 2. */
export function main(args: readonly string[]): void {
  runCommand(async () => {
    const flags = parseFlags(args, Boolean(process.stdout.isTTY));
    if (flags.help) console.log(helpText());
    else await run(flags, new Terminal(process.stdout));
  });
}
