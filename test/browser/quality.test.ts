import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliCompressSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { startTelar, type Telar } from '../journeys/support/telar.ts';
import { describeInBrowser, launch, NARROW, openWindow, picture, WIDE } from './support/browser.ts';
import { demoUserAtPage } from './support/person-at-page.ts';

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

const VIEWS = ['chat/general', 'images', 'logs', 'notifications', 'dashboard', 'settings', 'nowhere'];
const WINDOWS = [
  { name: 'narrow light', viewport: NARROW, colorScheme: 'light' },
  { name: 'narrow dark', viewport: NARROW, colorScheme: 'dark' },
  { name: 'wide light', viewport: WIDE, colorScheme: 'light' },
  { name: 'wide dark', viewport: WIDE, colorScheme: 'dark' },
] as const;

/** Of what is fetched before anything of a view's own, in bytes as they go over the wire. */
const MAX_FIRST_LOAD_BYTES = 200_000;

describeInBrowser('the page, as everybody needs it', () => {
  let telar: Telar;
  let browser: Browser;
  beforeAll(async () => {
    [telar, browser] = await Promise.all([startTelar({ webPort: 0 }), launch()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await telar?.stop();
  }, 60_000);

  it.each(WINDOWS)(
    'has no serious fault for screen readers and no sideways scrolling in a $name window',
    async (window) => {
      const { page, context, complaints } = await openWindow(browser, { ...window, reducedMotion: 'reduce' });
      await page.goto(telar.webUrl);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await check(page, `sign-in ${window.name}`);
      await demoUserAtPage(telar, page);
      for (const view of VIEWS) {
        await page.goto(`${telar.webUrl}/${view}`);
        await settled(page);
        await check(page, `${view.replace('/', ' ')} ${window.name}`);
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
    180_000,
  );

  it('can be used by keyboard alone', async () => {
    const { page, context } = await openWindow(browser);
    await demoUserAtPage(telar, page);
    await page.goto(`${telar.webUrl}/chat/general`);
    await settled(page);
    await page.keyboard.press('Tab');
    await expect(focused(page)).resolves.toBe('Skip to content');
    await page.keyboard.press('Enter');
    await expect(page.evaluate(() => document.activeElement?.id)).resolves.toBe('content');

    await page.getByRole('link', { name: 'Settings' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Dark' }).focus();
    await page.keyboard.press('Space');
    await expect(page.locator('html').getAttribute('data-theme')).resolves.toBe('dark');
    await page.getByRole('radio', { name: 'English' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'Ajustes' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Ajustes' }).waitFor();
    await context.close();
  }, 120_000);

  it('is light to load', async () => {
    const { page, context } = await openWindow(browser);
    await demoUserAtPage(telar, page);
    const sizes = new Map<string, Promise<number>>();
    page.on('response', (response) => {
      if (!response.url().startsWith(telar.webUrl) || response.status() !== 200) return;
      sizes.set(
        response.url(),
        response.body().then((body) => brotliCompressSync(body).length),
      );
    });
    await page.goto(`${telar.webUrl}/chat/general`);
    await settled(page);
    const bytes = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(MAX_FIRST_LOAD_BYTES);
    await context.close();
  }, 120_000);

  it('does not move what is on the screen while it loads', async () => {
    const { page, context } = await openWindow(browser);
    await demoUserAtPage(telar, page);
    for (const view of VIEWS) {
      await page.goto(`${telar.webUrl}/${view}`);
      await settled(page);
      // https://web.dev/articles/cls: good is 0.1 at most.
      expect([view, await layoutShift(page)]).toEqual([view, expect.closeTo(0, 1)]);
    }
    await context.close();
  }, 120_000);
});

/** Nothing is being loaded any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('main#content').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.loading').length === 0);
}

async function check(page: Page, name: string): Promise<void> {
  await picture(page, name);
  const { violations } = await axe(page);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect([name, serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)]).toEqual([
    name,
    [],
  ]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect([name, overflow]).toEqual([name, expect.any(Number)]);
  expect(overflow).toBeLessThanOrEqual(0);
}

/** By evaluation, for the page's policy lets no script in. */
async function axe(page: Page): Promise<AxeResults> {
  await page.evaluate(AXE);
  return page.evaluate(() => Reflect.get(window, 'axe').run());
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

const layoutShift = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries().filter((entry) => !Reflect.get(entry, 'hadRecentInput'));
          resolve(shifts.reduce((sum, entry) => sum + Number(Reflect.get(entry, 'value')), 0));
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
      }),
  );
