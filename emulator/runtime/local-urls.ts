import { type Account, LOCAL_ACCOUNT } from './account.ts';

/** Where APIs are reached here: `http://localhost:4566/execute-api/{apiId}/{stage}`. */
export const EXECUTE_API_PATH = '/execute-api/';

/** Where things are reached on this machine that have names of AWS in a template. */
export interface LocalAddresses {
  /** Base URL of the emulator: `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Base URL of a distribution by its domain name; undefined when no sites are served. */
  site?(domainName: string): string | undefined;
}

/** Names of this machine, each of which a browser takes for another host. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1'];

const patterns = ({ region, urlSuffix }: Account) => {
  const suffix = `${region}\\.${urlSuffix.replaceAll('.', '\\.')}`;
  return {
    /** `https://abc123.execute-api.us-east-1.amazonaws.com`, or `wss://…`; what follows the host stays as it is. */
    api: new RegExp(`\\b(https?|wss?)://([a-z0-9]+)\\.execute-api\\.${suffix}(?::443)?(?![\\w.-])`, 'g'),
    /** `https://*.execute-api.us-east-1.amazonaws.com`, as lists of allowed sources have it. */
    anyHost: new RegExp(`\\b(https|wss)://\\*\\.(?:execute-api|s3)\\.${suffix}(?![\\w./-])`, 'g'),
    /** `https://cognito-idp.us-east-1.amazonaws.com/`: with a path behind it, it is a name (of an issuer, of a queue). */
    service: new RegExp(`\\bhttps://[a-z][a-z0-9-]*\\.${suffix}(?=/?(?:$|[\\s;,"']))`, 'g'),
    site: /\bhttps:\/\/([a-z0-9]+\.cloudfront\.net)(?![\w.-])/g,
  };
};

const AWS_URL = patterns(LOCAL_ACCOUNT);
/** Most text has no URL of AWS in it: it is not searched for each kind. */
const MAY_HAVE_URL = /:\/\/[^\s/]*\.(?:amazonaws\.com|cloudfront\.net)/;

/**
 * The same text with URLs of AWS pointing to this machine: nothing listens at AWS's names here.
 *
 * @example localUrls('wss://a1b2c3.execute-api.us-east-1.amazonaws.com/dev', { endpoint }) // ws://127.0.0.1:4566/execute-api/a1b2c3/dev
 */
export function localUrls(text: string, { endpoint, site }: LocalAddresses): string {
  if (!MAY_HAVE_URL.test(text)) return text;
  const host = endpoint.replace(/^\w+:\/\//, '').replace(/\/$/, '');
  const port = host.replace(/^.*:/, '');
  return text
    .replace(AWS_URL.api, (_, scheme: string, apiId: string) => `${plain(scheme)}://${host}${EXECUTE_API_PATH}${apiId}`)
    .replace(AWS_URL.anyHost, (_, scheme: string) =>
      LOOPBACK_NAMES.map((name) => `${plain(scheme)}://${name}:${port}`).join(' '),
    )
    .replace(AWS_URL.service, `http://${host}`)
    .replace(AWS_URL.site, (url, domainName: string) => site?.(domainName) ?? url);
}

const plain = (scheme: string) => (scheme.startsWith('ws') ? 'ws' : 'http');

/** The endpoint as a person or a browser names it, `http://localhost:4566`. */
export const personalEndpoint = (endpoint: string) => endpoint.replace('//127.0.0.1', '//localhost');
