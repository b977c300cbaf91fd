import type { Browser } from 'playwright-core';
import { startTelar, type Telar } from '../journeys/support/telar.ts';
import { describeInBrowser, launch, openWindow, picture } from './support/browser.ts';
import { codeFor, connected, messages, newcomer, say, signInAtPage } from './support/person-at-page.ts';

describeInBrowser('the chat in a browser', () => {
  let telar: Telar;
  let browser: Browser;
  beforeAll(async () => {
    [telar, browser] = await Promise.all([startTelar({ webPort: 0 }), launch()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await telar?.stop();
  }, 60_000);

  it('lets a newcomer sign up, and takes the first message', async () => {
    const { page, context, complaints } = await newcomer(telar, browser, 'Ana');
    await say(page, 'Hello, loom!');
    await messages(page).getByText('Hello, loom!').waitFor();
    await picture(page, 'chat');
    expect(complaints).toEqual([]);
    await context.close();
  }, 90_000);

  it('shows two people what the other says, with a name, and the bot answers', async () => {
    const [bea, carl] = await Promise.all([newcomer(telar, browser, 'Bea'), newcomer(telar, browser, 'Carl')]);
    await say(bea.page, 'Good morning, Carl');
    await messages(carl.page).getByText('Good morning, Carl').waitFor();
    await carl.page.locator('.bubble-author', { hasText: 'Bea' }).first().waitFor();
    await say(carl.page, 'Good morning, Bea');
    await messages(bea.page).getByText('Good morning, Bea').waitFor();

    await bea.page.getByRole('link', { name: 'Bot' }).click();
    await say(bea.page, 'help');
    await bea.page.locator('.bubble-bot').waitFor();
    await Promise.all([bea.context.close(), carl.context.close()]);
  }, 90_000);

  it('says that the connection is lost, and loses nothing of what is said meanwhile', async () => {
    const [dan, eva] = await Promise.all([newcomer(telar, browser, 'Dan'), newcomer(telar, browser, 'Eva')]);
    await dan.context.setOffline(true);
    await dan.page.getByText(/Connection lost, trying again/).waitFor();
    await say(dan.page, 'Said while offline');
    await dan.page.locator('.bubble-sending', { hasText: 'Said while offline' }).waitFor();
    await say(eva.page, 'Dan should see this later');
    await messages(eva.page).getByText('Dan should see this later').waitFor();

    await dan.context.setOffline(false);
    await connected(dan.page);
    await messages(dan.page).getByText('Dan should see this later').waitFor();
    await messages(eva.page).getByText('Said while offline').waitFor();
    await expect(messages(dan.page).getByText('Said while offline').count()).resolves.toBe(1);
    await Promise.all([dan.context.close(), eva.context.close()]);
  }, 90_000);

  it('keeps the session and shows the history after a reload', async () => {
    const { page, context } = await newcomer(telar, browser, 'Fay');
    await say(page, 'Still here after a reload');
    await messages(page).getByText('Still here after a reload').waitFor();
    await page.reload();
    await messages(page).getByText('Still here after a reload').waitFor();
    await context.close();
  }, 90_000);

  it('shows a script in a message as the text that it is, and follows links in a window of their own', async () => {
    const { page, context, complaints } = await newcomer(telar, browser, 'Gil');
    const text =
      '<img src=x onerror="document.title=\'broken into\'"><script>document.title="broken into"</script> see https://example.com/a?b=c';
    await say(page, text);
    await messages(page).getByText('<script>', { exact: false }).waitFor();
    expect(await messages(page).last().textContent()).toBe(text);
    await expect(page.title()).resolves.toBe('Telar');
    const link = messages(page).getByRole('link', { name: 'https://example.com/a?b=c' });
    await expect(link.getAttribute('rel')).resolves.toContain('noopener');
    expect(complaints).toEqual([]);
    await context.close();
  }, 90_000);

  it('keeps tokens out of addresses', async () => {
    const { page, context } = await openWindow(browser);
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    page.on('websocket', (socket) => addresses.push(socket.url()));
    await signInAtPage(telar, page, 'ana@example.com', 'Wool-and-warp-7');
    expect(addresses.filter((address) => /eyJ[\w-]+\./.test(address))).toEqual([]);
    expect(addresses.some((address) => address.startsWith('ws://'))).toBe(true);
    await context.close();
  }, 90_000);

  it('says in words that a password is wrong, and lets its owner choose another', async () => {
    const { page, context } = await openWindow(browser);
    await page.goto(telar.webUrl);
    await page.getByLabel('E-mail').fill('ana@example.com');
    await page.getByLabel('Password').fill('Wrong-password-1');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail or password is not right.').waitFor();

    await page.getByRole('button', { name: 'Forgotten password?' }).click();
    await page.getByLabel('E-mail').fill('ana@example.com');
    await page.getByRole('button', { name: 'Send the code' }).click();
    await page.getByRole('heading', { name: 'New password' }).waitFor();
    await page.getByLabel('Code of 6 digits').fill(await codeFor(telar, 'ana@example.com'));
    await page.getByLabel('New password').fill('Warp-and-wool-8');
    await page.getByRole('button', { name: 'Save the password' }).click();
    await page.getByText('Your password is changed').waitFor();
    await page.getByLabel('Password').fill('Warp-and-wool-8');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await connected(page);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await context.close();
  }, 90_000);

  it('speaks the language of the browser, and the one that is chosen', async () => {
    const { page, context } = await openWindow(browser, { locale: 'es-MX' });
    await page.goto(telar.webUrl);
    await page.getByRole('heading', { name: 'Iniciar sesión' }).waitFor();
    await expect(page.locator('html').getAttribute('lang')).resolves.toBe('es');
    await context.close();
  }, 90_000);
});
