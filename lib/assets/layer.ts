import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { PROJECT_ROOT } from '../project-root.ts';

/**
 * The code of the layer layers/<name>, installed by layers/install.mjs.
 *
 * Its hash is that of its lock file: the same on every machine, and nobody reads 20 MB to find out that nothing has changed.
 *
 * @throws Error saying what to run, when the layer is not installed
 */
export function layerCode(name: string): Code {
  const directory = join(PROJECT_ROOT, 'layers', name);
  const lock = readFileSync(join(directory, 'nodejs', 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  const stamp = join(directory, 'nodejs', 'node_modules', '.installed-from');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
    throw new Error(`the layer ${name} is not installed as its lock file says; run: npm run layers`);
  }
  return Code.fromAsset(directory, {
    assetHashType: AssetHashType.CUSTOM,
    assetHash: hash,
    exclude: ['nodejs/package*.json', 'nodejs/node_modules/.*'],
  });
}
