import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startTelar, type Telar } from '../journeys/support/telar.ts';
import { describeInBrowser, launch, NARROW, openWindow, picture, WIDE } from './support/browser.ts';
import { connected, demoUserAtPage } from './support/person-at-page.ts';

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

const VIEWS = ['chat/general', 'images', 'logs', 'notifications', 'dashboard', 'settings', 'nowhere'];
/** Of all that axe looks at, what another theme of the same page changes. */
const OF_THE_THEME = ['color-contrast'];

/** Of what is fetched before anything of a view's own, in bytes as they go over the wire. */
const MAX_FIRST_LOAD_BYTES = 200_000;
/** https://web.dev/articles/cls: good is 0.1 at most; ours is half of it. */
const MAX_LAYOUT_SHIFT = 0.05;

describeInBrowser('the page, as everybody needs it', () => {
  let telar: Telar;
  let browser: Browser;
  /** Of somebody who has signed in. */
  let storageState: Awaited<ReturnType<BrowserContext['storageState']>>;
  beforeAll(async () => {
    [telar, browser] = await Promise.all([startTelar({ webPort: 0 }), launch()]);
    const { page, context } = await openWindow(browser);
    await demoUserAtPage(telar, page);
    storageState = await context.storageState();
    await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await telar?.stop();
  });

  it.each([
    { name: 'narrow', viewport: NARROW },
    { name: 'wide', viewport: WIDE },
  ])(
    'has no serious fault for screen readers, no sideways scrolling and nothing that moves in a $name window',
    async ({ name, viewport }) => {
      const window = await openWindow(browser, { viewport, storageState, reducedMotion: 'reduce' });
      const { page, context, complaints } = window;
      await context.addInitScript(watchLayoutShift);
      const shifts: Record<string, number> = {};
      for (const view of VIEWS) {
        await page.goto(`${telar.webUrl}/${view}`);
        await settled(page);
        shifts[view] = await layoutShift(page);
        await checkInBothThemes(page, `${view.replace('/', ' ')} ${name}`);
      }
      expect(Object.entries(shifts).filter(([, shift]) => shift > MAX_LAYOUT_SHIFT)).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    },
    180_000,
  );

  it('has no serious fault in its forms and dialogs either', async () => {
    const { page, context, complaints } = await openWindow(browser, { viewport: NARROW, reducedMotion: 'reduce' });
    await page.goto(telar.webUrl);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await checkInBothThemes(page, 'sign-in');
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.locator('.field-error').first().waitFor();
    await checkInBothThemes(page, 'sign-up with errors');
    await page.getByRole('button', { name: 'I have an account' }).click();

    await demoUserAtPage(telar, page);
    await page.getByRole('link', { name: 'Notifications' }).click();
    await page.getByRole('button', { name: 'New notification' }).click();
    await page.getByRole('radio', { name: 'Others' }).press('Space');
    await checkInBothThemes(page, 'notification form');
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    await checkInBothThemes(page, 'second factor');
    await page.goto(`${telar.webUrl}/logs?batch=none&range=between`);
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await checkInBothThemes(page, 'batch that there cannot be');
    expect(complaints.filter((complaint) => !/status of 40[04]/.test(complaint))).toEqual([]);
    await context.close();
  });

  it('says in each view what could not be fetched, and fetches it when asked again', async () => {
    const { page, context } = await openWindow(browser, { storageState, viewport: NARROW, reducedMotion: 'reduce' });
    const refuse = (path: string) =>
      page.route(path, (route) =>
        route.fulfill({
          status: 403,
          headers: { 'access-control-allow-origin': '*' },
          json: { type: 'urn:telar:problem:not-allowed', detail: 'x', correlationId: 'c-1' },
        }),
      );
    for (const [view, path] of Object.entries({
      chat: '**/conversations',
      images: '**/images?*',
      logs: '**/logs?*',
      notifications: '**/notifications?*',
      dashboard: '**/stats',
    })) {
      await refuse(path);
      await page.goto(`${telar.webUrl}/${view}`);
      const failure = page.getByRole('alert').filter({ hasText: 'You may not do this.' });
      await failure.getByText('Reference: c-1').waitFor();
      await checkInBothThemes(page, `${view} failed`);
      await page.unroute(path);
      await failure.getByRole('button', { name: 'Try again' }).click();
      await failure.waitFor({ state: 'detached' });
    }
    await context.close();
  });

  it('can be used by keyboard alone', async () => {
    const { page, context } = await openWindow(browser, { storageState });
    await page.goto(`${telar.webUrl}/chat/general`);
    await settled(page);
    await page.keyboard.press('Tab');
    await expect(focused(page)).resolves.toBe('Skip to content');
    await page.keyboard.press('Enter');
    await expect(page.evaluate(() => document.activeElement?.id)).resolves.toBe('content');

    await tabTo(page, 'Write a message');
    await page.keyboard.type('By keyboard alone');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('in two lines');
    await page.keyboard.press('Enter');
    await page.locator('[data-sequence]', { hasText: 'in two lines' }).waitFor();

    await tabTo(page, 'Settings', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await tabTo(page, 'English');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'Ajustes' }).waitFor();
    await tabTo(page, 'Sistema');
    await page.keyboard.press('ArrowLeft');
    await expect(page.locator('html').getAttribute('data-theme')).resolves.toBe('dark');
    await page.reload();
    await page.getByRole('heading', { name: 'Ajustes' }).waitFor();
    await expect(page.locator('html').getAttribute('data-theme')).resolves.toBe('dark');
    await context.close();
  });

  it('keeps still for who asks for it', async () => {
    for (const [reducedMotion, seconds] of [
      ['no-preference', '1.4s'],
      ['reduce', '0.001s'],
    ] as const) {
      const { page, context } = await openWindow(browser, { storageState, reducedMotion });
      // What is asked for never comes: the view stays as it is while it loads.
      await page.route('**/conversations', () => undefined);
      await page.goto(`${telar.webUrl}/chat`);
      await page.waitForFunction((expected) => {
        const row = document.querySelector('.chat .loading-row');
        return row && getComputedStyle(row).animationDuration === expected;
      }, seconds);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    }
  });

  it('is light to load, and runs nothing but its own code', async () => {
    const { page, context } = await openWindow(browser, { storageState });
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (!response.url().startsWith(telar.webUrl) || response.status() !== 200) return;
      sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    const answer = await page.goto(`${telar.webUrl}/chat/general`);
    await connected(page);
    await settled(page);
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(MAX_FIRST_LOAD_BYTES);

    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self';.*style-src 'self';/);
    expect(policy).not.toContain('unsafe');
    await context.close();
  });
});

/** Nothing is being loaded any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('main#content').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.loading, .plot-waiting, .image-place').length === 0);
}

async function checkInBothThemes(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await check(page, `${name} light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await check(page, `${name} dark`, OF_THE_THEME);
}

async function check(page: Page, name: string, rules?: readonly string[]): Promise<void> {
  await picture(page, name);
  const { violations } = await axe(page, rules);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect([name, serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)]).toEqual([
    name,
    [],
  ]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect([name, Math.max(0, overflow)]).toEqual([name, 0]);
}

/** By evaluation, for the page's policy lets no script in. */
async function axe(page: Page, rules?: readonly string[]): Promise<AxeResults> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  return page.evaluate((given) => Reflect.get(window, 'axe').run(given), options);
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

const MAX_TABS = 40;

/** Presses Tab until the focus is on what has this name. */
async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let press = 0; press < MAX_TABS; press += 1) {
    await page.keyboard.press(key);
    const reached = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent;
      return element?.getAttribute('aria-label') ?? label?.trim();
    });
    if (reached === name) return;
  }
  throw new Error(`${name} is not reached by ${MAX_TABS} times ${key}`);
}

/** Adds up, in the page, how much has moved that nobody has moved. */
function watchLayoutShift(): void {
  Reflect.set(window, 'layoutShift', 0);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (Reflect.get(entry, 'hadRecentInput')) continue;
      Reflect.set(window, 'layoutShift', Reflect.get(window, 'layoutShift') + Reflect.get(entry, 'value'));
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

const layoutShift = (page: Page) => page.evaluate(() => Number(Reflect.get(window, 'layoutShift')));
