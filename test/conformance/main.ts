import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator } from '../../bench/support/emulator.ts';
import { dataFolder } from './data-folder.ts';
import { areaTable, patternTable, reportText, shortfalls } from './report.ts';
import { hasPython, needsOf, runPatterns, runStepFunctions } from './runner.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'conformance.md');

/** What cases need when they need nothing but functions. */
const isLambda = (need: string) => need.split(':')[0] === 'lambda' || need === 'integration:lambda';

/**
 * `npm run conformance [-- --data <folder>] [--half dev] [--write]`: runs AWS's recorded answers against an emulator of its
 * own and prints the table by area; `--write` puts it into docs/conformance.md.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      half: { type: 'string', default: 'dev' },
      write: { type: 'boolean', default: false },
    },
  });
  const folder = dataFolder(values.data);
  if (folder === undefined) {
    console.log('No recorded answers here: name their folder with --data or TELAR_CONFORMANCE_DATA. Nothing was run.');
    return;
  }
  if (!hasPython()) {
    console.log('The runners of the recorded answers need python3 with boto3. Nothing was run.');
    return;
  }
  await run(folder, values.half, values.write);
}

async function run(folder: string, half: string, write: boolean): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'telar-conformance-'));
  const emulator = await startEmulator(['--ephemeral', '--no-app', '--no-web']);
  try {
    const options = { folder, endpoint: emulator.endpoint, half, out: join(work, 'results.json') };
    const needs = new Set(needsOf(folder, half).filter((need) => !isLambda(need)));
    const alone = await runStepFunctions(options, []);
    print('Step Functions: cases that need nothing, or only Lambda functions', areaTable(alone));
    const all = await runStepFunctions(options, [...needs]);
    print('Step Functions: all cases', areaTable(all));
    const patterns = await runPatterns(options);
    print('Event patterns', patternTable(patterns));
    print('What falls short, and why', shortfalls(all));
    const date = new Date().toISOString().slice(0, 10);
    if (write) writeFileSync(PAGE, reportText({ date, half, alone, all, patterns }));
  } finally {
    await emulator.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

const print = (title: string, lines: readonly string[]) => console.log(`${title}\n\n${lines.join('\n')}\n`);

await main();
