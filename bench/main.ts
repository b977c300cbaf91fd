import { cpus, totalmem } from 'node:os';
import { chat } from './chat.ts';
import { eventMatching } from './event-matching.ts';
import { httpApi } from './http-api.ts';
import { imageProcessing } from './image-processing.ts';
import { logIngestion } from './log-ingestion.ts';
import { putEvents } from './put-events.ts';
import { startUp } from './start-up.ts';

/** `npm run bench [-- start-up image-processing]`: figures of this machine, each with its median, minimum and maximum. */
const BENCHES: Readonly<Record<string, () => Promise<string[]>>> = {
  'start-up': startUp,
  'image-processing': imageProcessing,
  'log-ingestion': logIngestion,
  'http-api': httpApi,
  chat,
  'event-matching': eventMatching,
  'put-events': putEvents,
};

const asked = process.argv.slice(2);
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
    for (const line of await bench()) console.log(`  ${line}`);
    console.log();
  }
}
