import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { supportText } from '../../emulator/cli/support-text.ts';
import { startCloud } from '../../emulator/cloud.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (page: string) => readFileSync(resolve(ROOT, page), 'utf8');

describe('SUPPORT.md', () => {
  it('says what the services declare: after a change, npm run support writes it anew', async () => {
    const cloud = await startCloud();
    const text = supportText(cloud.door.services(), read('docs/conformance.md'));
    await cloud.close();
    expect(read('emulator/SUPPORT.md')).toBe(text);
  });
});
