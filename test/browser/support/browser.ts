import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const ROOT = resolve(import.meta.dirname, '../../..');
/** Pictures of what tests saw, to be looked at. */
const ARTEFACTS = join(ROOT, 'test-results', 'browser');

const MISSING = `No Chromium was found: on Linux x64 @sparticuz/chromium brings it, elsewhere install Chrome or set CHROME_PATH.`;

interface Chromium {
  readonly executablePath: string;
  readonly args: readonly string[];
}

/**
 * Of the flags for a machine without a display or a sandbox. A page of ours needs no more than one process for each tab; and what other
 * origins are allowed is to be seen, as people's browsers see it.
 */
const UNWANTED_FLAGS: ReadonlySet<string> = new Set(['--single-process', '--no-zygote', '--disable-web-security']);

const found = findChromium();

/** The browser tests run where there is a browser; where there must be one and is none, they fail. */
export const describeInBrowser = found || process.env.CI ? describe : describe.skip;
if (!found) console.warn(`THE BROWSER TESTS ARE NOT RUN. ${MISSING}`);

/** @throws Error when there is no browser */
export function launch(): Promise<Browser> {
  if (!found) throw new Error(MISSING);
  const args = found.args.filter((arg) => !UNWANTED_FLAGS.has(arg));
  return chromium.launch({ executablePath: found.executablePath, args, headless: true });
}

function findChromium(): Chromium | undefined {
  const script = join(import.meta.dirname, 'find-chromium.mjs');
  return JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' })) ?? undefined;
}

/** A person's own browser window: nothing is shared with another's. What the page complains of is kept. */
export async function openWindow(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}) {
  const context: BrowserContext = await browser.newContext({ locale: 'en-US', viewport: WIDE, ...options });
  const page: Page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { context, page, complaints };
}

export const WIDE = { width: 1920, height: 1080 };
export const NARROW = { width: 360, height: 740 };

/** Keeps a picture of the page under `test-results/browser/`. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`) });
}
