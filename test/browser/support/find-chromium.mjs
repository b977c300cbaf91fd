// Prints which Chromium there is and how it is started, as JSON; in a process of its own, because the package is an ES module.
import { existsSync } from 'node:fs';

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

async function find() {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) return existsSync(CHROME_PATH) ? { executablePath: CHROME_PATH, args: [] } : undefined;
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: chromium } = await import('@sparticuz/chromium');
    return { executablePath: await chromium.executablePath(), args: chromium.args };
  }
  const executablePath = INSTALLED.find((path) => existsSync(path));
  return executablePath && { executablePath, args: [] };
}

console.log(JSON.stringify((await find()) ?? null));
