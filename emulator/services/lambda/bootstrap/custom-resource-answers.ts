import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

/** Where CloudFormation takes the answers of custom resources in the emulator, as their requests' URLs say. */
const RESPONSE_PATH = '/_telar/cfn-response/';

/**
 * Lets providers of custom resources answer. On AWS the URL to answer to is always https on port 443, so that AWS's own
 * providers (and the CDK's) take no more of it than host and path; the emulator speaks http on a port of its own. Those
 * requests, and no others, are sent there.
 *
 * @param endpoint base URL of the emulator
 */
export function routeCustomResourceAnswers(endpoint: string): void {
  const original: unknown = https.request;
  if (typeof original !== 'function') return;
  const { hostname, port } = new URL(endpoint);
  const request = (...args: unknown[]): unknown => {
    const [first, ...rest] = args;
    const path = requestPath(first);
    if (!path?.startsWith(RESPONSE_PATH)) return Reflect.apply(original, https, args);
    const options = typeof first === 'object' && first !== null && !(first instanceof URL) ? first : {};
    const [second] = rest;
    const more = typeof second === 'object' && second !== null ? second : {};
    const callback = args.find((argument) => typeof argument === 'function');
    const target = { ...options, ...more, protocol: 'http:', host: hostname, hostname, port, path, agent: undefined };
    return Reflect.apply(http.request, http, callback ? [target, callback] : [target]);
  };
  Reflect.set(https, 'request', request);
  syncBuiltinESMExports();
}

function requestPath(target: unknown): string | undefined {
  if (typeof target === 'string') return URL.canParse(target) ? requestPath(new URL(target)) : undefined;
  if (target instanceof URL) return target.pathname + target.search;
  if (typeof target !== 'object' || target === null) return undefined;
  const path: unknown = Reflect.get(target, 'path');
  return typeof path === 'string' ? path : undefined;
}
