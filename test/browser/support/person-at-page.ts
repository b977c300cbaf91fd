import { decodeJwt } from 'jose';
import type { Browser, Page } from 'playwright-core';
import type { Telar } from '../../journeys/support/telar.ts';
import { openWindow } from './browser.ts';

const PASSWORD = 'Wool-and-warp-7';

/** Signs up in the page, as a new user does, with the code from the mail; ends where the chat is. */
export async function signUpAtPage(
  telar: Telar,
  page: Page,
  name: string,
): Promise<{ email: string; password: string }> {
  const email = `${name.toLowerCase()}@example.com`;
  await page.goto(telar.webUrl);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create an account' }).click();
  await page.getByRole('heading', { name: 'Confirm your e-mail' }).waitFor();
  await page.getByLabel('Code of 6 digits').fill(await codeFor(telar, email));
  await page.getByRole('button', { name: 'Confirm your e-mail' }).click();
  await connected(page);
  return { email, password: PASSWORD };
}

/** The newest code that was mailed to somebody. */
export async function codeFor(telar: Telar, email: string): Promise<string> {
  const mail = await (await fetch(`${telar.cloud.endpoint}/_telar/mailbox?to=${encodeURIComponent(email)}`)).text();
  // The newest mail stands first.
  const [, code = ''] = /code is (\d{6})/.exec(mail) ?? [];
  return code;
}

export async function signInAtPage(telar: Telar, page: Page, email: string, password: string): Promise<void> {
  await page.goto(telar.webUrl);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await connected(page);
}

/** Signs in as the admin that the dev stage comes with. */
export async function demoUserAtPage(telar: Telar, page: Page): Promise<void> {
  const email = await telar.output('identity', 'DemoUserEmail');
  await signInAtPage(telar, page, email, await telar.output('identity', 'DemoUserPassword'));
}

export async function connected(page: Page): Promise<void> {
  await page.locator('.badge-connected').waitFor();
}

/** A new person in a window of an own. */
export async function newcomer(telar: Telar, browser: Browser, name: string) {
  const window = await openWindow(browser);
  const account = await signUpAtPage(telar, window.page, name);
  return { ...window, ...account };
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Write a message').fill(text);
  await page.getByLabel('Write a message').press('Enter');
}

/** Messages that have their place in the conversation. */
export const messages = (page: Page) => page.locator('[data-sequence] .bubble-text');

/** The `sub` of who is signed in at a page. */
export async function userIdAtPage(page: Page): Promise<string> {
  const { origins } = await page.context().storageState();
  const token = origins
    .flatMap(({ localStorage }) => localStorage)
    .find(({ name }) => name.endsWith('.idToken'))?.value;
  const { sub } = decodeJwt(token ?? '');
  if (!sub) throw new Error('Nobody is signed in at the page');
  return sub;
}
