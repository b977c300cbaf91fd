import type { Browser, Page } from 'playwright-core';
import { stepAt, totp } from '../../emulator/services/cognito/mfa/totp.ts';
import { startTelar, type Telar } from '../journeys/support/telar.ts';
import { describeInBrowser, launch, openWindow, picture } from './support/browser.ts';
import { codeFor, connected, newcomer } from './support/person-at-page.ts';

describeInBrowser('signing in, in a browser', () => {
  let telar: Telar;
  let browser: Browser;
  let ana: Awaited<ReturnType<typeof newcomer>>;
  let page: Page;
  beforeAll(async () => {
    [telar, browser] = await Promise.all([startTelar({ webPort: 0 }), launch()]);
    ana = await newcomer(telar, browser, 'Ana');
    page = ana.page;
  });
  afterAll(async () => {
    await browser?.close();
    await telar?.stop();
  });

  const fill = async (fields: Readonly<Record<string, string>>) => {
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
  };
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const signOut = async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await press('Sign out');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  };

  it('ends the session when one signs out, also after a reload and in other tabs', async () => {
    const other = await ana.context.newPage();
    await other.goto(telar.webUrl);
    await connected(other);
    await signOut();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.reload();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.close();
  });

  it('says in words that a password is wrong, and lets its owner choose another', async () => {
    await fill({ 'E-mail': ana.email, Password: 'Wrong-password-1' });
    await press('Sign in');
    await page.getByText('E-mail or password is not right.').waitFor();

    await press('Forgotten password?');
    await fill({ 'E-mail': ana.email });
    await press('Send the code');
    await page.getByRole('heading', { name: 'New password' }).waitFor();
    await fill({ 'Code of 6 digits': await codeFor(telar, ana.email), 'New password': 'too weak' });
    await press('Save the password');
    await page.locator('.field-error').getByText('At least 8 characters', { exact: false }).waitFor();
    await fill({ 'New password': 'Warp-and-wool-8' });
    await press('Save the password');
    await page.getByText('Your password is changed').waitFor();
    await fill({ Password: 'Warp-and-wool-8' });
    await press('Sign in');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  it('asks for a code of the authenticator app once that is turned on', async () => {
    await press('Turn on');
    const secret = await page.locator('.second-factor p code').innerText();
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
    await picture(page, 'second factor');
    await fill({ 'Code of 6 digits': totp(secret, stepAt(Date.now())) });
    await page.locator('.second-factor form').getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('Signing in asks for a code of your authenticator app.').waitFor();
    await signOut();

    await fill({ 'E-mail': ana.email, Password: 'Warp-and-wool-8' });
    await press('Sign in');
    await page.getByRole('heading', { name: 'Second factor' }).waitFor();
    await fill({ 'Code of 6 digits': totp(secret, stepAt(Date.now()) - 20) });
    await press('Sign in');
    await page.getByText('The code is not right.').waitFor();
    // A code is good for one time: the one of the next half minute is taken early.
    await fill({ 'Code of 6 digits': totp(secret, stepAt(Date.now()) + 1) });
    await press('Sign in');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  it('speaks the language of the browser, and the one that is chosen', async () => {
    const { page: window, context } = await openWindow(browser, { locale: 'es-MX' });
    await window.goto(telar.webUrl);
    await window.getByRole('heading', { name: 'Iniciar sesión' }).waitFor();
    await expect(window.locator('html').getAttribute('lang')).resolves.toBe('es');
    await window.getByRole('button', { name: 'English' }).click();
    await window.getByRole('heading', { name: 'Sign in' }).waitFor();
    await window.reload();
    await window.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expect(window.locator('html').getAttribute('lang')).resolves.toBe('en');
    await context.close();
  });
});
