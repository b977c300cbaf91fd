import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { demoUser, type Person } from '../journeys/support/person.ts';
import { startTelar, type Telar } from '../journeys/support/telar.ts';
import { describeInBrowser, launch, openWindow, picture } from './support/browser.ts';
import { demoUserAtPage } from './support/person-at-page.ts';

describeInBrowser('what else one does in the page', () => {
  let telar: Telar;
  let browser: Browser;
  let page: Page;
  let admin: Person;
  const complaints: string[] = [];
  beforeAll(async () => {
    [telar, browser] = await Promise.all([startTelar({ webPort: 0 }), launch()]);
    const window = await openWindow(browser);
    page = window.page;
    page.on('pageerror', (error) => complaints.push(error.message));
    await demoUserAtPage(telar, page);
    admin = await demoUser(telar);
  }, 120_000);
  afterAll(async () => {
    expect(complaints).toEqual([]);
    await browser?.close();
    await telar?.stop();
  }, 60_000);

  const open = (view: string) => page.getByRole('link', { name: view, exact: true }).click();
  const upload = (name: string, mimeType: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });

  it('makes a thumbnail of an upload without a reload, and shows the image with what is known of it', async () => {
    await open('Images');
    const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
    await upload('lake.jpg', 'image/jpeg', photo);
    const card = page.getByRole('link', { name: /lake\.jpg/ });
    await card.locator('img').waitFor();
    await expect(naturalWidth(page, '.gallery img')).resolves.toBe(200);
    await picture(page, 'images with a thumbnail');

    await card.click();
    await page.getByText('640 × 480 pixels').waitFor();
    await page.getByRole('link', { name: 'Download the original' }).waitFor();
    await page.getByRole('link', { name: 'All images' }).click();
    await page
      .getByRole('link', { name: /lake\.jpg/ })
      .locator('img')
      .waitFor();
  }, 60_000);

  it('says why a text file that is called .jpg was rejected', async () => {
    await open('Images');
    await upload('notes.jpg', 'image/jpeg', Buffer.from('just some notes\n'.repeat(50)));
    const card = page.getByRole('link', { name: /notes\.jpg/ });
    await card.getByText(/no decoder can read it|not an image/i).waitFor();
    await picture(page, 'images with a rejection');
  }, 60_000);

  it('refuses what is no image before it is sent', async () => {
    await open('Images');
    await upload('table.csv', 'text/csv', Buffer.from('a,b\n1,2\n'));
    await page.getByText('This is no image of a kind that is taken.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Remove table.csv from the list' }).click();
    await expect(page.locator('.gallery').getByText('table.csv').count()).resolves.toBe(0);
  }, 60_000);

  it('tells of a notification as it comes, counts it as new, and lists it', async () => {
    await open('Chat');
    await admin.post('/notifications', {
      body: { title: 'The loom is threaded', message: 'Come and see', priority: 'high' },
    });
    await page.getByRole('alertdialog').getByText('The loom is threaded').waitFor();
    await page.getByRole('link', { name: 'Notifications 1 new' }).waitFor();
    await picture(page, 'a notification comes');

    await page.getByRole('link', { name: /Notifications/ }).click();
    const list = page.getByRole('list', { name: 'Your notifications' });
    await list.getByText('The loom is threaded').waitFor();
    await list.getByText('High').waitFor();
  }, 60_000);

  it('sends a notification by its form', async () => {
    await page.getByRole('link', { name: /Notifications/ }).click();
    await page.getByRole('button', { name: 'New notification' }).click();
    await page.getByLabel('Title').fill('Tea is ready');
    await page.getByLabel('Message').fill('In the kitchen');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('list', { name: 'Your notifications' }).getByText('Tea is ready').waitFor();
  }, 60_000);

  it('finds logs by their level, and follows new ones', async () => {
    const submit = (logs: readonly { level: string; message: string }[]) =>
      admin.post('/logs', { body: { logs: logs.map((log) => ({ ...log, service: 'loom' })) } });
    await submit([
      { level: 'INFO', message: 'the shuttle moves' },
      { level: 'ERROR', message: 'a thread broke' },
    ]);
    await open('Logs');
    const live = page.getByRole('switch', { name: 'Live' });
    await live.press('Space');
    await page.getByRole('switch', { name: 'Live', checked: true }).waitFor();
    const list = page.getByRole('list', { name: 'Logs' });
    await list.getByText('the shuttle moves').waitFor();
    await submit([{ level: 'WARNING', message: 'the bobbin runs low' }]);
    await list.getByText('the bobbin runs low').waitFor();
    await live.press('Space');
    await page.getByRole('switch', { name: 'Live', checked: false }).waitFor();

    await page.goto(`${telar.webUrl}/logs?level=ERROR`);
    await list.getByText('a thread broke').waitFor();
    await expect(list.getByText('the shuttle moves').count()).resolves.toBe(0);
    await list.getByRole('button', { name: /a thread broke/ }).click();
    await page.getByRole('button', { name: /Show the batch/ }).click();
    await page.getByRole('dialog').getByText('Completed').waitFor();
    await page.getByRole('link', { name: 'Save the archive' }).waitFor();
    await picture(page, 'a batch of logs');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  }, 60_000);

  it('counts on the dashboard what was sent', async () => {
    const { body: stats } = await admin.get('/stats');
    expect(stats).toMatchObject({ images: 2, logs: 3, notifications: 2 });
    await page.goto(`${telar.webUrl}/dashboard`);
    for (const [name, count] of Object.entries({ Images: 2, Logs: 3, Notifications: 2 })) {
      await page.locator('main').getByText(name, { exact: true }).first().waitFor();
      await page.locator('.total', { hasText: name }).getByText(String(count), { exact: true }).first().waitFor();
    }
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    await page
      .getByText(/telar-dev-images-original/)
      .first()
      .waitFor();
    await picture(page, 'dashboard');
  }, 60_000);
});

const naturalWidth = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((image) => Reflect.get(image, 'naturalWidth'));
