import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Locator, Page } from 'playwright-core';

/** Drags files from outside of the browser to the middle of an element, and lets go: as a person does, without a line of script in the page. */
export async function dropFiles(page: Page, target: Locator, files: Readonly<Record<string, Buffer>>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'telar-drop-'));
  const paths = Object.entries(files).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
  const devTools = await page.context().newCDPSession(page);
  try {
    await drag(devTools, await middleOf(target), paths);
  } finally {
    await devTools.detach();
    // The browser reads them when they are sent.
    page.once('close', () => rmSync(folder, { recursive: true, force: true }));
  }
}

/** https://chromedevtools.github.io/devtools-protocol/tot/Input/#method-dispatchDragEvent */
async function drag(devTools: CDPSession, place: { x: number; y: number }, files: string[]): Promise<void> {
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', {
      type,
      ...place,
      data: { items: [], files, dragOperationsMask: 1 },
    });
  }
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('What files are dropped on is not to be seen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
