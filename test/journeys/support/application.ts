import { resolve } from 'node:path';
import { readCdkProject } from '../../../emulator/cli/cdk-project.ts';
import { synthesize } from '../../../emulator/cli/synthesize.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The cloud assembly of the application as it stands: made as `npm start` makes it, once for each of Jest's workers. */
export async function synthesizedApplication(): Promise<string> {
  const outdir = resolve(ROOT, 'build/journeys', process.env.JEST_WORKER_ID ?? '1', 'cdk.out');
  const { directory } = await synthesize(readCdkProject(ROOT, []), outdir);
  return directory;
}
