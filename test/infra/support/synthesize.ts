import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { parseStage, type StageName } from '../../../lib/config.ts';
import { addTelar } from '../../../lib/telar.ts';

const PROJECT_ROOT = join(__dirname, '../../..');

const outputs: string[] = [];
afterAll(() => {
  for (const output of outputs) rmSync(output, { recursive: true });
});

/** The app as bin/telar.ts makes it, in a folder that is gone after the test file. */
export function createApp(stage: StageName): App {
  const { context } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'cdk.json'), 'utf8'));
  const outdir = mkdtempSync(join(tmpdir(), 'telar-synth-'));
  outputs.push(outdir);
  const app = new App({
    outdir,
    builtinCloudFormationValidation: false,
    context,
  });
  addTelar(app, parseStage(stage));
  return app;
}
