import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where a copy of the recordings lies when it lies beside the checkout. */
const BESIDE = '../shared/conformance';

/**
 * The folder with the runners and AWS's recorded answers, which the project itself does not have.
 *
 * @param given what the command line names; default: `TELAR_CONFORMANCE_DATA`, then a copy beside the checkout
 * @returns undefined when there is none
 */
export function dataFolder(given: string | undefined = process.env.TELAR_CONFORMANCE_DATA): string | undefined {
  const folder = resolve(given ?? BESIDE);
  return existsSync(join(folder, 'run_sfn.py')) ? folder : undefined;
}
