/** A file of the page. */
export interface PageFile {
  /** As the browser asks for it, without a slash before it: `assets/index-BfMo8ogH.js`. */
  readonly key: string;
  readonly body: Uint8Array;
}

export interface StoredObject {
  readonly key: string;
  readonly lastModified: Date;
}

export interface SiteFile extends PageFile {
  readonly contentType: string;
  readonly cacheControl: string;
}

export interface PublishPorts {
  /** What the bucket holds. */
  stored(): AsyncIterable<StoredObject>;
  put(file: SiteFile): Promise<void>;
  delete(key: string): Promise<void>;
  now(): Date;
}

export interface Page {
  readonly files: readonly PageFile[];
  /** What /config.json says. */
  readonly config: Readonly<Record<string, string>>;
}

export interface Published {
  readonly put: number;
  readonly deleted: number;
}

/** Vite puts what has a hash in its name here: it never changes. */
const HASHED = 'assets/';
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

/** A page that is open in a browser still fetches the chunks of its own version. */
const KEEP_OLD_MILLISECONDS = 7 * 24 * 60 * 60 * 1_000;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
};

/**
 * Puts a version of the page into its bucket: first what pages are made of, index.html last, so that nobody gets a page whose parts are
 * not there yet; then removes what no page asks for any more.
 *
 * @throws TypeError naming a file of a kind that we do not know how to serve
 */
export async function publishPage({ files, config }: Page, ports: PublishPorts): Promise<Published> {
  const configFile = { key: 'config.json', body: Buffer.from(JSON.stringify(config)) };
  const all = [...files, configFile].map(served);
  const [parts, entry] = [all.filter(({ key }) => key !== 'index.html'), all.filter(({ key }) => key === 'index.html')];
  await Promise.all(parts.map((file) => ports.put(file)));
  for (const file of entry) await ports.put(file);
  return { put: all.length, deleted: await removeOthers(new Set(all.map(({ key }) => key)), ports) };
}

/** Removes all that was published. */
export async function emptySite(ports: Pick<PublishPorts, 'stored' | 'delete'>): Promise<void> {
  for await (const { key } of ports.stored()) await ports.delete(key);
}

function served(file: PageFile): SiteFile {
  const extension = file.key.slice(file.key.lastIndexOf('.') + 1);
  const contentType = CONTENT_TYPES[extension];
  if (!contentType) {
    throw new TypeError(`${file.key}: ${extension} is none of ${Object.keys(CONTENT_TYPES).join(', ')}`);
  }
  return { ...file, contentType, cacheControl: file.key.startsWith(HASHED) ? FOR_EVER : ASK_AGAIN };
}

async function removeOthers(kept: ReadonlySet<string>, ports: PublishPorts): Promise<number> {
  const oldest = ports.now().getTime() - KEEP_OLD_MILLISECONDS;
  let deleted = 0;
  for await (const { key, lastModified } of ports.stored()) {
    const isOpenSomewhere = key.startsWith(HASHED) && lastModified.getTime() > oldest;
    if (kept.has(key) || isOpenSomewhere) continue;
    await ports.delete(key);
    deleted += 1;
  }
  return deleted;
}
