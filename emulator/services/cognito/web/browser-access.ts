import type { BrowserAccess, BrowserRequest } from '../../../door/service.ts';
import { isLoopback } from '../../../runtime/loopback.ts';

const DAY_SECONDS = 86_400;

/**
 * Lets web pages of this machine call, as Cognito lets all pages: users' own operations are made for that.
 * Pages of elsewhere get no permission, so that none of them can act on what runs here.
 */
export const browserAccess: BrowserAccess = {
  async answer({ method, headers }) {
    if (method !== 'OPTIONS') return undefined;
    const allowed = originHeaders(headers);
    return {
      status: 200,
      headers: {
        ...allowed,
        ...('access-control-allow-origin' in allowed
          ? {
              'access-control-allow-methods': 'POST, OPTIONS',
              'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
              'access-control-max-age': String(DAY_SECONDS),
            }
          : {}),
      },
      body: undefined,
    };
  },
  headers: ({ headers }) => originHeaders(headers),
};

function originHeaders({ origin }: BrowserRequest['headers']): Record<string, string> {
  if (!origin || !URL.canParse(origin) || !isLoopback(new URL(origin).hostname)) return { vary: 'origin' };
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
  };
}
