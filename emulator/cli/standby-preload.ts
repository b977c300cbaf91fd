import { readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// The app's own CDK, when it has one: a process of the app command that is no CDK app (a shell, npx) has nothing to load.
const require = createRequire(join(process.cwd(), 'package.json'));
try {
  require('aws-cdk-lib');
} catch {
  // The app will say itself what it misses.
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

// Nobody waits for this synthesis any more; it would write over what another run makes.
if (!waitForGo()) process.exit(0);
// What this process starts (npx starts the app itself) was told to go as well, and has no line of its own to wait for.
process.env.NODE_OPTIONS = process.env.NODE_OPTIONS?.replace(`--import=${import.meta.url}`, '').trim();
