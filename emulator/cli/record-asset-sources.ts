import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ASSET_SOURCES } from './asset-sources.ts';

// Imported into the app's process before the app: notes of each asset which folder of the project it is made of, which the assembly
// does not say.

/** The part of https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.AssetStaging.html that is read here. */
interface Staging {
  readonly sourcePath: string;
  readonly absoluteStagedPath: string;
}

const outdir = process.env.CDK_OUTDIR;
// npx and its like load no CDK: the process that they start does.
if (outdir && !/[\\/]np[mx](-cli)?(\.js)?$/.test(process.argv[1] ?? '')) record(outdir);

function record(directory: string): void {
  const staging = loadStaging();
  if (!staging) return;
  const sources: Record<string, string> = {};
  const { relativeStagedPath } = staging;
  // Every asset asks it where it lies.
  staging.relativeStagedPath = function (this: Staging, ...args: unknown[]) {
    sources[this.absoluteStagedPath] = this.sourcePath;
    return relativeStagedPath.apply(this, args);
  };
  process.on('exit', (status) => {
    if (status === 0 && Object.keys(sources).length > 0) {
      writeFileSync(join(directory, ASSET_SOURCES), JSON.stringify(sources));
    }
  });
}

/** Of the app's own CDK, when it has one that stages assets in this way. */
function loadStaging(): { relativeStagedPath(...args: unknown[]): unknown } | undefined {
  try {
    const { AssetStaging } = createRequire(join(process.cwd(), 'package.json'))('aws-cdk-lib');
    return typeof AssetStaging?.prototype?.relativeStagedPath === 'function' ? AssetStaging.prototype : undefined;
  } catch {
    return undefined;
  }
}
