import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Browser } from 'playwright-core';
import { startTelar, type Telar } from '../journeys/support/telar.ts';
import { describeInBrowser, launch, openWindow, picture } from './support/browser.ts';
import { connected, messages, newcomer, say, userIdAtPage } from './support/person-at-page.ts';

describeInBrowser('the chat in a browser', () => {
  let telar: Telar;
  let browser: Browser;
  let ana: Awaited<ReturnType<typeof newcomer>>;
  let bea: Awaited<ReturnType<typeof newcomer>>;
  beforeAll(async () => {
    [telar, browser] = await Promise.all([startTelar({ webPort: 0 }), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await telar?.stop();
  });

  it('lets a newcomer sign up, and takes the first message', async () => {
    ana = await newcomer(telar, browser, 'Ana');
    await say(ana.page, 'Hello, loom!');
    const message = ana.page.locator('[data-sequence]', { hasText: 'Hello, loom!' });
    await message.getByText('Delivered').waitFor({ state: 'attached' });
    await picture(ana.page, 'chat');
    expect(ana.complaints).toEqual([]);
  });

  it('shows two people what the other says, with a name, and that the other is there; and the bot answers', async () => {
    bea = await newcomer(telar, browser, 'Bea');
    await say(bea.page, 'Good morning, Ana');
    await messages(ana.page).getByText('Good morning, Ana').waitFor();
    const author = ana.page.locator('.bubble-author', { hasText: 'Bea' });
    await author.getByText('Online').waitFor({ state: 'attached' });
    await say(ana.page, 'Good morning, Bea');
    await messages(bea.page).getByText('Good morning, Bea').waitFor();

    await bea.page.getByRole('link', { name: 'Bot' }).click();
    await say(bea.page, 'help');
    await bea.page.locator('.bubble-bot').waitFor();
    await expect(messages(ana.page).getByText('help', { exact: true }).count()).resolves.toBe(0);
    await bea.page.getByRole('link', { name: 'General' }).click();
  });

  it('shows what one says in a row in its order', async () => {
    const said = Array.from({ length: 6 }, (_, index) => `in a row ${index}`);
    for (const text of said) await say(ana.page, text);
    await messages(bea.page).getByText('in a row 5').waitFor();
    await expect(messages(bea.page).filter({ hasText: 'in a row' }).allTextContents()).resolves.toEqual(said);
  });

  it('says that the connection is lost, and loses nothing of what is said meanwhile', async () => {
    await ana.context.setOffline(true);
    await ana.page.getByText(/Connection lost, trying again in \d+ s/).waitFor();
    await say(ana.page, 'Said while offline');
    await ana.page.locator('.bubble-sending', { hasText: 'Said while offline' }).waitFor();
    await say(bea.page, 'Ana should see this later');
    await messages(bea.page).getByText('Ana should see this later').waitFor();
    await expect(messages(bea.page).getByText('Said while offline').count()).resolves.toBe(0);

    await ana.context.setOffline(false);
    await connected(ana.page);
    await ana.page.locator('.badge').getByText('Connected').last().waitFor();
    await messages(ana.page).getByText('Ana should see this later').waitFor();
    await messages(bea.page).getByText('Said while offline').waitFor();
    await expect(messages(ana.page).getByText('Said while offline').count()).resolves.toBe(1);
  });

  it('keeps what could not be sent when the page is closed, and sends it when it is opened again', async () => {
    await ana.context.setOffline(true);
    await ana.page
      .getByText(/Connection lost/)
      .first()
      .waitFor();
    await say(ana.page, 'Said, and closed');
    await ana.page.locator('.bubble-sending', { hasText: 'Said, and closed' }).waitFor();
    await ana.page.close();
    await ana.context.setOffline(false);

    ana = { ...ana, page: await ana.context.newPage() };
    await ana.page.goto(telar.webUrl);
    await messages(bea.page).getByText('Said, and closed').waitFor();
    await messages(ana.page).getByText('Said, and closed').waitFor();
    await expect(ana.page.locator('.bubble-sending').count()).resolves.toBe(0);
  });

  it('keeps the session and shows the history after a reload', async () => {
    const before = await messages(bea.page).allTextContents();
    await bea.page.reload();
    await messages(bea.page).getByText('Said, and closed').waitFor();
    await expect(messages(bea.page).allTextContents()).resolves.toEqual(before);
  });

  it('shows a script in a message as the text that it is, and follows links in a window of their own', async () => {
    const text =
      '<img src=x onerror="document.title=\'broken into\'"><script>document.title="broken into"</script> see https://example.com/a?b=c';
    await say(ana.page, text);
    await messages(bea.page).getByText('<script>', { exact: false }).waitFor();
    expect(await messages(bea.page).last().textContent()).toBe(text);
    await expect(bea.page.title()).resolves.toBe('Telar');
    const link = messages(bea.page).getByRole('link', { name: 'https://example.com/a?b=c' });
    await expect(link.getAttribute('rel')).resolves.toContain('noopener');
    await expect(link.getAttribute('target')).resolves.toBe('_blank');
    expect(bea.complaints).toEqual([]);
  });

  it('counts down when somebody has said too much, and sends what waits by itself', async () => {
    const limit = `sendmessage#${await userIdAtPage(ana.page)}`;
    const full = { limit, used: 100, windowEndsAt: Date.now() + 5_000 };
    await telar.dynamoDb.send(new PutItemCommand({ TableName: 'telar-dev-rate-limits', Item: marshall(full) }));
    await say(ana.page, 'One too many');
    const words = ana.page.getByText(/You can go on in \d+ s/);
    await words.waitFor();
    const first = secondsIn(await words.textContent());
    await ana.page.getByText(`You can go on in ${first - 1} s`).waitFor();
    await expect(messages(ana.page).getByText('One too many').count()).resolves.toBe(0);
    await messages(bea.page).getByText('One too many').waitFor();
    await words.waitFor({ state: 'detached' });
  });

  it('keeps tokens out of addresses and out of what the page logs', async () => {
    const { page, context } = await openWindow(browser, { storageState: await ana.context.storageState() });
    const said: string[] = [];
    page.on('request', (request) => said.push(request.url()));
    page.on('websocket', (socket) => said.push(socket.url()));
    page.on('console', (message) => said.push(message.text()));
    page.on('framenavigated', (frame) => said.push(frame.url()));
    await page.goto(telar.webUrl);
    await connected(page);
    expect(said.filter((text) => /eyJ[\w-]+\./.test(text))).toEqual([]);
    expect(said.some((address) => address.startsWith('ws://'))).toBe(true);
    await context.close();
  });

  it('shows that somebody has gone', async () => {
    const author = ana.page.locator('.bubble-author', { hasText: 'Bea' }).first();
    await say(bea.page, 'I am off');
    await author.getByText('Online').waitFor({ state: 'attached' });
    await ana.page.getByText('2 people here').waitFor();
    await bea.context.close();
    await author.getByText('Online').waitFor({ state: 'detached' });
    await ana.page.getByText('1 person here').waitFor();
  });
});

const secondsIn = (text: string | null) => Number(/in (\d+) s/.exec(text ?? '')?.[1]);
