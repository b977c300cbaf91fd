import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { demoUser, type Person } from '../journeys/support/person.ts';
import { startTelar, type Telar } from '../journeys/support/telar.ts';
import { describeInBrowser, launch, openWindow, picture } from './support/browser.ts';
import { dropFiles } from './support/drop-files.ts';
import { demoUserAtPage } from './support/person-at-page.ts';

/** So slowly that one sees how far something is: bytes a second. */
const UNHURRIED = { latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 };

/** By all tests of this file: one image, one rejected and three dropped; three logs; two notifications. */
const SENT = {
  stats: { images: 5, logs: 3, notifications: 2 },
  shown: { Images: 5, Logs: 3, Notifications: 2 },
};

describeInBrowser('what else one does in the page', () => {
  let telar: Telar;
  let browser: Browser;
  let page: Page;
  let admin: Person;
  let complaints: string[];
  beforeAll(async () => {
    [telar, browser] = await Promise.all([startTelar({ webPort: 0 }), launch()]);
    ({ page, complaints } = await openWindow(browser));
    await demoUserAtPage(telar, page);
    admin = await demoUser(telar);
  });
  afterAll(async () => {
    expect(complaints).toEqual([]);
    await browser?.close();
    await telar?.stop();
  });

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
  });

  it('says why a text file that is called .jpg was rejected', async () => {
    await open('Images');
    await upload('notes.jpg', 'image/jpeg', Buffer.from('just some notes\n'.repeat(50)));
    const card = page.getByRole('link', { name: /notes\.jpg/ });
    await card.getByText('This is not an image, whatever its name says.').waitFor();
    await expect(card.locator('img').count()).resolves.toBe(0);
    await picture(page, 'images with a rejection');
  });

  it('takes several files that are dropped at once, shows how far each one is, and then their thumbnails', async () => {
    await open('Images');
    const names = ['dropped one.png', 'dropped two.png', 'dropped three.png'];
    const network = await page.context().newCDPSession(page);
    await network.send('Network.emulateNetworkConditions', { ...UNHURRIED, offline: false });
    const files = await Promise.all(names.map(async (name) => [name, await noise()] as const));
    await dropFiles(page, page.locator('.drop-area'), Object.fromEntries(files));
    for (const name of names) await halfWay(page, name);
    await picture(page, 'images on their way');
    await network.send('Network.emulateNetworkConditions', { ...UNHURRIED, uploadThroughput: -1, offline: false });
    for (const name of names) await page.getByRole('link', { name }).locator('img').waitFor();
    await expect(page.getByRole('progressbar').count()).resolves.toBe(0);
    await picture(page, 'images that were dropped');
  });

  it('refuses what is no image before it is sent', async () => {
    await open('Images');
    await upload('table.csv', 'text/csv', Buffer.from('a,b\n1,2\n'));
    await page.getByText('This is no image of a kind that is taken.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Remove table.csv from the list' }).click();
    await expect(page.locator('.gallery').getByText('table.csv').count()).resolves.toBe(0);
  });

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
  });

  it('sends a notification by its form', async () => {
    await page.getByRole('link', { name: /Notifications/ }).click();
    await page.getByRole('button', { name: 'New notification' }).click();
    await page.getByLabel('Title').fill('Tea is ready');
    await page.getByLabel('Message').fill('In the kitchen');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('list', { name: 'Your notifications' }).getByText('Tea is ready').waitFor();
  });

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
  });

  it('says in Spanish what the server says', async () => {
    const storageState = await page.context().storageState();
    const { page: spanish, context } = await openWindow(browser, { locale: 'es-ES', storageState });
    await spanish.goto(`${telar.webUrl}/images?status=error`);
    const card = spanish.getByRole('link', { name: /notes\.jpg/ });
    await card.getByText('No es una imagen, diga lo que diga su nombre.').waitFor();
    await spanish.goto(`${telar.webUrl}/images/0123456789`);
    await spanish.getByText('No existe, o no todavía.').waitFor();

    await spanish.goto(`${telar.webUrl}/notifications`);
    await spanish.getByRole('button', { name: 'Nuevo aviso' }).click();
    await spanish.getByRole('button', { name: 'Enviar' }).click();
    await spanish.getByText('Falta por rellenar.').first().waitFor();
    await spanish.getByLabel('Título').fill('Hola');
    await spanish.getByLabel('Mensaje').fill('Hola');
    await spanish.getByLabel('Tipo').fill('dos palabras');
    await spanish.getByRole('button', { name: 'Enviar' }).click();
    await spanish.getByText('Un tipo son de 1 a 64 letras, cifras, puntos, guiones o guiones bajos.').waitFor();
    await picture(spanish, 'a field that is wrong, in Spanish');
    await context.close();
  });

  it('counts on the dashboard what was sent', async () => {
    const { body: stats } = await admin.get('/stats');
    expect(stats).toMatchObject(SENT.stats);
    await page.goto(`${telar.webUrl}/dashboard`);
    for (const [name, count] of Object.entries(SENT.shown)) {
      await page.locator('.total', { hasText: name }).getByText(String(count), { exact: true }).waitFor();
    }
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    await page
      .getByText(/telar-dev-images-original/)
      .first()
      .waitFor();
    await picture(page, 'dashboard');
  });
});

const naturalWidth = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((image) => Reflect.get(image, 'naturalWidth'));

/** An image that no format makes small: half a megabyte. */
function noise(): Promise<Buffer> {
  const background = { r: 128, g: 128, b: 128 };
  return sharp({
    create: { width: 400, height: 400, channels: 3, background, noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .png()
    .toBuffer();
}

/** Some of a file is out, and not all of it. */
async function halfWay(page: Page, name: string): Promise<void> {
  const bar = page.getByRole('progressbar', { name });
  await bar.waitFor();
  await page.waitForFunction(
    (element) => {
      const value = Number(element?.getAttribute('aria-valuenow'));
      return value > 0 && value < 100;
    },
    await bar.elementHandle(),
  );
}
