import { badRequest } from '../errors.ts';
import type { ApiRecord } from './records.ts';

export const DEFAULT_KEY = '$default';

const METHODS = new Set(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

export interface HttpRouteKey {
  /** `ANY` stands for every method. */
  readonly method: string;
  /** `/images/{id}` */
  readonly path: string;
}

/** A key of an HTTP API: `GET /images/{id}`; undefined for `$default`. */
export function parseHttpRouteKey(key: string): HttpRouteKey | undefined {
  if (key === DEFAULT_KEY) return undefined;
  const [method = '', path = '', ...rest] = key.split(' ');
  if (!METHODS.has(method) || !path.startsWith('/') || rest.length > 0) {
    throw badRequest(
      `The provided route key is not formatted properly for HTTP protocol. It should be formatted "<METHOD> /path" or be "${DEFAULT_KEY}"; methods are ${[...METHODS].join(', ')}.`,
    );
  }
  const segments = path.slice(1).split('/');
  const wrong = segments.find((segment) => /[{}]/.test(segment) && !/^\{[^{}+]+\+?\}$/.test(segment));
  if (wrong !== undefined)
    throw badRequest(
      `Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end: ${wrong}`,
    );
  const greedy = segments.findIndex((segment) => segment.endsWith('+}'));
  if (greedy >= 0 && greedy < segments.length - 1)
    throw badRequest('A greedy path variable can only stand at the end of the path.');
  return { method, path };
}

export function checkRouteKey(key: string, { ProtocolType }: ApiRecord): void {
  if (key === '') throw badRequest('The route key must not be empty.');
  if (ProtocolType === 'HTTP') parseHttpRouteKey(key);
}
