import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { supportText } from '../../emulator/cli/support-text.ts';
import { startCloud } from '../../emulator/cloud.ts';

const PAGE = resolve(import.meta.dirname, '../../emulator/SUPPORT.md');

describe('SUPPORT.md', () => {
  it('says what the services declare: after a change, npm run support writes it anew', async () => {
    const cloud = await startCloud();
    const text = supportText(cloud.door.services());
    await cloud.close();
    expect(readFileSync(PAGE, 'utf8')).toBe(text);
  });
});
