import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { chat } from './chat.ts';
import { coldStart } from './cold-start.ts';
import { eventMatching } from './event-matching.ts';
import { httpApi } from './http-api.ts';
import { imageProcessing } from './image-processing.ts';
import { logIngestion } from './log-ingestion.ts';
import { putEvents } from './put-events.ts';
import { startUp } from './start-up.ts';
import { stepFunctions } from './step-functions.ts';

interface BenchOptions {
  /** Another emulator's endpoint, for benches that can measure any. */
  readonly peer?: string | undefined;
}

/**
 * `npm run bench [-- start-up image-processing] [--peer http://127.0.0.1:4000]`: figures of this machine, each with its
 * median, minimum and maximum.
 */
const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<string[]> | AsyncGenerator<string>>> = {
  'start-up': startUp,
  'cold-start': coldStart,
  'image-processing': imageProcessing,
  'log-ingestion': logIngestion,
  'http-api': httpApi,
  chat,
  'event-matching': eventMatching,
  'put-events': putEvents,
  'step-functions': stepFunctions,
};

const { values: options, positionals: asked } = parseArgs({
  options: { peer: { type: 'string' } },
  allowPositionals: true,
});
const unknown = asked.filter((name) => !BENCHES[name]);
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
} else {
  const [cpu] = cpus();
  console.log(`Node ${process.version}, ${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GB\n`);
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(name);
    for await (const line of await bench(options)) console.log(`  ${line}`);
    console.log();
  }
}
