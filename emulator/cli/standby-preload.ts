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

/** Waits without spinning until the parent writes a line or goes away. */
function waitForGo(): void {
  const line = Buffer.alloc(16);
  for (;;) {
    try {
      readSync(0, line);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

waitForGo();
