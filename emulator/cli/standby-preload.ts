import { readFileSync, readSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import './record-asset-sources.ts';

/** Beside the assembly: the parts of the CDK that its synthesis needed. They are loaded when first used, and so too late. */
const NEEDED_PARTS = join(process.env.CDK_OUTDIR ?? '.', 'needed-parts.json');
const PART_OF_CDK = /[\\/]node_modules[\\/](aws-cdk-lib|constructs|@aws-cdk)[\\/]/;

enableCompileCache();
// The app's own CDK, when it has one: a process of the app command that is no CDK app (a shell, npx) has nothing to load.
const require = createRequire(join(process.cwd(), 'package.json'));
for (const part of ['aws-cdk-lib', ...neededParts()]) {
  try {
    require(part);
  } catch {
    // The app will say itself what it misses.
  }
}

// Nobody waits for this synthesis any more; it would write over what another run makes.
if (!waitForGo()) process.exit(0);
// What this process starts (npx starts the app itself) was told to go as well, and has no line of its own to wait for.
process.env.NODE_OPTIONS = process.env.NODE_OPTIONS?.replace(`--import=${import.meta.url}`, '').trim();
process.on('exit', (status) => {
  if (status !== 0) return;
  const parts = Object.keys(require.cache).filter((path) => PART_OF_CDK.test(path));
  if (parts.length > 0) writeFileSync(NEEDED_PARTS, JSON.stringify(parts));
});

function neededParts(): string[] {
  try {
    const parts: unknown = JSON.parse(readFileSync(NEEDED_PARTS, 'utf8'));
    return Array.isArray(parts) ? parts.filter((part) => typeof part === 'string') : [];
  } catch {
    return [];
  }
}

/** Waits without spinning until the parent writes a line: true, or goes away: false. */
function waitForGo(): boolean {
  const line = Buffer.alloc(16);
  for (;;) {
    try {
      return readSync(0, line) > 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
