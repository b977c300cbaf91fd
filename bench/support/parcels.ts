import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Work for pattern matching: land-parcel events of about 800 bytes, and named sets of patterns for them. */
export interface ParcelWork {
  /** Each the JSON text of an event. */
  readonly events: readonly string[];
  readonly ruleSets: Readonly<Record<string, readonly object[]>>;
}

/** Rule sets and a generator of events, which stand beside the checkout and are not part of it. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'shared', 'bench');
const RULES = 'ruler-rules.json';
const GENERATOR = 'gen-citylots2.mjs';

/** Undefined where the rule sets are not at hand. */
export function parcelWork(count: number): ParcelWork | undefined {
  if (!existsSync(join(FOLDER, RULES)) || !existsSync(join(FOLDER, GENERATOR))) return undefined;
  // The generator writes beside itself.
  const directory = mkdtempSync(join(tmpdir(), 'telar-parcels-'));
  try {
    copyFileSync(join(FOLDER, GENERATOR), join(directory, GENERATOR));
    spawnSync(process.execPath, [join(directory, GENERATOR), String(count)], { stdio: 'inherit' });
    const lines = gunzipSync(readFileSync(join(directory, 'citylots2-synth.jsonl.gz')))
      .toString()
      .trim();
    return { events: lines.split('\n'), ruleSets: JSON.parse(readFileSync(join(FOLDER, RULES), 'utf8')) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
