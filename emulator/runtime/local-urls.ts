import { type Account, LOCAL_ACCOUNT } from './account.ts';

/** Where APIs are reached here: `http://localhost:4566/execute-api/{apiId}/{stage}`. */
export const EXECUTE_API_PATH = '/execute-api/';

/** `https://abc123.execute-api.us-east-1.amazonaws.com`, or `wss://…`; what follows the host stays as it is. */
const EXECUTE_API_URL = ({ region, urlSuffix }: Account) =>
  new RegExp(
    `\\b(https?|wss?)://([a-z0-9]+)\\.execute-api\\.${region}\\.${urlSuffix.replaceAll('.', '\\.')}(?::443)?(?![\\w.-])`,
    'g',
  );

const LOCAL_URL = EXECUTE_API_URL(LOCAL_ACCOUNT);

/**
 * The same text with the URLs of APIs pointing to this emulator: nothing listens at AWS's names here.
 *
 * @param endpoint base URL of the emulator: `http://127.0.0.1:4566`
 * @example localUrls('wss://a1b2c3.execute-api.us-east-1.amazonaws.com/dev', endpoint) // ws://127.0.0.1:4566/execute-api/a1b2c3/dev
 */
export function localUrls(text: string, endpoint: string): string {
  if (!text.includes('.execute-api.')) return text;
  const host = endpoint.replace(/^\w+:\/\//, '').replace(/\/$/, '');
  return text.replace(LOCAL_URL, (_, scheme: string, apiId: string) => {
    return `${scheme.startsWith('ws') ? 'ws' : 'http'}://${host}${EXECUTE_API_PATH}${apiId}`;
  });
}

/** The endpoint as a person or a browser names it, `http://localhost:4566`. */
export const personalEndpoint = (endpoint: string) => endpoint.replace('//127.0.0.1', '//localhost');
