import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '../../runtime/loopback.ts';
import type { WireAnswer } from './answer.ts';

/** Endings that no name on the internet has (RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`). */
const PRIVATE_ENDINGS = ['.test', '.local', '.internal', '.home.arpa'];
/** What clients are pointed here by, and only AWS or the keepers of these names could point elsewhere. */
const POINTED_HERE = /\.amazonaws\.com$|(^|\.)localhost\.localstack\.cloud$|(^|\.)127\.0\.0\.1\.nip\.io$/;
/** A program asks for one host, or a few: their names need not be looked at each time. */
const MAX_KNOWN_HOSTS = 1_000;

/**
 * Keeps web pages of strangers out. Whoever reaches this port is the account's administrator, and a browser on this machine reaches it for
 * every page that it shows: by a plain request to localhost, or by a name of the page's own that has come to mean 127.0.0.1 (DNS
 * rebinding). Both say so in headers that a page cannot choose: Origin and Sec-Fetch-Site
 * (https://www.w3.org/TR/fetch-metadata/), and Host.
 */
export class BrowserGuard {
  readonly #allowed: ReadonlySet<string>;
  readonly #known = new Set<string>();

  /** @param allowed host names that are trusted as this machine's own are */
  constructor(allowed: readonly string[] = []) {
    this.#allowed = new Set(allowed.map((name) => name.toLowerCase()));
  }

  /** What is answered to a request for a host that this is not; undefined when it is. */
  refusalOf({ headers: { host } }: Pick<IncomingMessage, 'headers'>): WireAnswer | undefined {
    if (host === undefined || this.#known.has(host)) return undefined;
    const name = hostNameOf(`http://${host}`);
    if (name === undefined || !this.#isOurs(name)) return unknownHost(name ?? host);
    if (this.#known.size >= MAX_KNOWN_HOSTS) this.#known.clear();
    this.#known.add(host);
    return undefined;
  }

  /** The page that made a browser send a request, when it is not of this machine: its origin, or `another site`. */
  strangerIn({ origin, 'sec-fetch-site': site }: IncomingHttpHeaders): string | undefined {
    if (origin === undefined) return site === 'cross-site' ? 'another site' : undefined;
    const name = hostNameOf(origin);
    return name !== undefined && (isLoopback(name) || this.#isPrivate(name)) ? undefined : origin;
  }

  #isOurs(name: string): boolean {
    // An address names nobody: what a page is called by, it was not looked up for.
    return isAddress(name) || isLoopback(name) || this.#isPrivate(name) || POINTED_HERE.test(name);
  }

  #isPrivate(name: string): boolean {
    const isSingleLabel = !name.includes('.') && !isAddress(name);
    return isSingleLabel || this.#allowed.has(name) || PRIVATE_ENDINGS.some((ending) => name.endsWith(ending));
  }
}

const isAddress = (name: string) => isIP(name.replace(/^\[|\]$/g, '')) !== 0;

/** In lower case; undefined for what is no URL, such as the origin `null`. */
const hostNameOf = (url: string) => URL.parse(url)?.hostname || undefined;

function unknownHost(name: string): WireAnswer {
  const message = `This emulator does not answer to the name ${name}. Ask localhost, or start it with --allow-host ${name}.`;
  return {
    status: 403,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' },
    body: JSON.stringify({ __type: 'AccessDeniedException', message }),
  };
}
