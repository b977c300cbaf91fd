/**
 * Installs every Lambda layer for the machine it will run on: Linux, arm64, glibc, whatever this machine is. Runs after `npm ci`
 * and by `npm run layers`. Plain JavaScript for any Node ≥ 20, because it runs before the pinned Node is in place.
 *
 * A layer is a folder `layers/<name>/nodejs` with a package.json and a lock file; Lambda unpacks it at /opt and finds
 * /opt/nodejs/node_modules (https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html).
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LAMBDA_PLATFORM = ['--os=linux', '--cpu=arm64', '--libc=glibc'];
const layersDirectory = dirname(fileURLToPath(import.meta.url));

for (const entry of readdirSync(layersDirectory, { withFileTypes: true })) {
  const directory = join(layersDirectory, entry.name, 'nodejs');
  if (entry.isDirectory() && existsSync(join(directory, 'package-lock.json'))) installLayer(entry.name, directory);
}

function installLayer(name, directory) {
  const lock = createHash('sha256')
    .update(readFileSync(join(directory, 'package-lock.json')))
    .digest('hex');
  const stamp = join(directory, 'node_modules', '.installed-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;

  console.log(`layers: installing ${name} for Lambda (linux arm64)`);
  // No install scripts: they would look at this machine's processor, and the layer's packages ship prebuilt binaries.
  runNpm(['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', ...LAMBDA_PLATFORM], directory);
  writeFileSync(stamp, lock);
}

function runNpm(args, directory) {
  // Under `npm ci` the npm that is running is named in npm_execpath; by hand it is the one on the PATH.
  const running = process.env.npm_execpath;
  const [command, prefix] = running ? [process.execPath, [running]] : ['npm', []];
  try {
    execFileSync(command, [...prefix, ...args], { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch {
    console.error(`layers: npm could not install ${directory}; with a network, run: npm run layers`);
    process.exit(1);
  }
}
