import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCloud } from '../cloud.ts';
import { supportText } from './support-text.ts';

/** Writes emulator/SUPPORT.md from what the services themselves declare and docs/conformance.md: `npm run support`; `--print` only shows it. */
const { values } = parseArgs({ options: { print: { type: 'boolean', default: false } } });
const cloud = await startCloud();
const conformance = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'conformance.md'), 'utf8');
const text = supportText(cloud.door.services(), conformance);
await cloud.close();
if (values.print) process.stdout.write(text);
else writeFileSync(join(import.meta.dirname, '..', 'SUPPORT.md'), text);
