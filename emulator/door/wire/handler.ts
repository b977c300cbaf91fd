import type { IncomingMessage } from 'node:http';
import type { Ids } from '../../runtime/ids.ts';
import type { Door } from '../door.ts';
import { AwsError } from '../errors.ts';
import type { Identities } from '../identities.ts';
import type { Call, HttpContext } from '../operation.ts';
import type { Protocol, ServiceDefinition } from '../service.ts';
import type { WireAnswer } from './answer.ts';
import type { BrowserGuard } from './browser-guard.ts';
import { loadModel } from './model.ts';
import type { Target, WireProtocol } from './protocol.ts';
import { cborProtocol } from './protocols/cbor.ts';
import { jsonProtocol } from './protocols/json.ts';
import { queryProtocol } from './protocols/query.ts';
import { restJsonProtocol } from './protocols/rest-json.ts';
import { restXmlProtocol } from './protocols/rest-xml.ts';
import {
  plainHeaders,
  readSignature,
  type Signature,
  type WireRequest,
  wireRequest,
  withBucketInPath,
} from './request.ts';

export interface WireOptions {
  readonly door: Door;
  readonly identities: Identities;
  readonly ids: Ids;
  readonly guard: BrowserGuard;
  /** The part of the path that the service's own routes are for; default: all of it. */
  readonly pathOf?: (path: string) => string;
  /** What is answered to requests that are no calls at all; default: all may be. */
  readonly refusal?: (request: WireRequest, signature: Signature | undefined) => WireAnswer | undefined;
}

/** A request, and what is asked of it before it is a call. */
interface Asking {
  readonly request: WireRequest;
  readonly signature: Signature | undefined;
  readonly requestId: string;
  readonly signal: AbortSignal;
}

const PROTOCOLS: Readonly<Record<Protocol, WireProtocol>> = {
  'json-1.0': jsonProtocol('1.0'),
  'json-1.1': jsonProtocol('1.1'),
  query: queryProtocol,
  'rest-json': restJsonProtocol(),
  'rest-xml': restXmlProtocol(),
};

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const HOW_TO_ALLOW =
  'only pages of this machine may, those that a bucket names in its CORS rules, and those of --allow-host';

/** Turns an HTTP request to the AWS endpoint into a call through the door, and its outcome into an answer. */
export function awsHandler({ door, identities, ids, guard, pathOf, refusal }: WireOptions) {
  return async (message: IncomingMessage, signal: AbortSignal): Promise<WireAnswer> => {
    const request = wireRequest(message, pathOf);
    const signature = readSignature(request);
    const refused = refusal?.(request, signature);
    if (refused) return refused;
    const requestId = ids.uuid();
    const asking: Asking = { request, signature, requestId, signal };
    const service = findService(asking, door);
    if (!service) return unknownService(request);
    const target: Target = { service, model: loadModel(service.sdk) };
    const protocol = findProtocol(request, service);
    const answer = await answerOf(protocol, target, request, requestId);
    const browser = request.message.headers.origin && service.browser?.headers(browserRequest(request));
    return { ...answer, headers: { ...requestIdHeaders(requestId), ...browser, ...answer.headers } };

    async function answerOf(protocol: WireProtocol, target: Target, request: WireRequest, requestId: string) {
      try {
        refuseStrangers(asking, target.service);
        const own = target.service.browser && (await answerToBrowser(asking, target.service));
        if (own) return own;
        const { operation, input } = await protocol.decode(request, target);
        const call = callOf(asking, target.service, operation);
        // The codec built the input by the schema of the very operation that the door now runs.
        const output = await door.handle(call, input as never);
        return protocol.encode(output, operation, target, requestId);
      } catch (error) {
        if (error instanceof AwsError) return protocol.encodeError(error, target, request, requestId);
        throw error;
      }
    }
  };

  /**
   * A page from elsewhere may ask what anybody may without a name, where the service lets pages ask at all; signed, for no secret key is
   * known here, only what a bucket's CORS rules allow it, and what a browser shows by following a link.
   *
   * @throws AwsError AccessDenied
   */
  function refuseStrangers({ request, signature }: Asking, { name, browser }: ServiceDefinition): void {
    const stranger = guard.strangerIn(request.message.headers);
    if (stranger === undefined) return;
    const mayAsk = SAFE_METHODS.has(request.method) || hasAny(browser?.headers(browserRequest(request)));
    if (browser && mayAsk && (signature === undefined || browser.namesOrigins)) return;
    throw new AwsError('AccessDenied', `A page of ${stranger} may not ask ${name} for this: ${HOW_TO_ALLOW}.`, {
      status: 403,
    });
  }

  /** Only what no SDK sends is shown to a service that answers browsers itself. */
  async function answerToBrowser(asking: Asking, service: ServiceDefinition): Promise<WireAnswer | undefined> {
    const { request } = asking;
    const form =
      request.method === 'POST' && request.message.headers['content-type']?.startsWith('multipart/form-data');
    if (!service.browser || (request.method !== 'OPTIONS' && !form)) return undefined;
    const call = callOf(asking, service, '');
    return service.browser.answer({ ...browserRequest(request), body: request.message, call });
  }

  function callOf(
    { request, signature, requestId, signal }: Asking,
    service: ServiceDefinition,
    operation: string,
  ): Call {
    const traceHeader = request.message.headers['x-amzn-trace-id'];
    return {
      requestId,
      service: service.name,
      operation,
      principal: signature
        ? identities.principalFor(signature.accessKeyId, signature.sessionToken)
        : { kind: 'anonymous' },
      signal,
      http: httpContext(request),
      traceHeader: typeof traceHeader === 'string' ? traceHeader : undefined,
    };
  }
}

function browserRequest(request: WireRequest) {
  const { method, path, message } = withBucketInPath(request);
  return { method, path, headers: plainHeaders(message) };
}

function httpContext({ method, url, message }: WireRequest): HttpContext {
  return {
    method,
    url,
    headers: plainHeaders(message),
    sourceIp: message.socket.remoteAddress ?? '',
  };
}

/** By the signature's scope, else by the target header; what is neither is a plain request to S3. */
function findService({ request, signature }: Asking, door: Door): ServiceDefinition | undefined {
  const { message, path } = request;
  const target = message.headers['x-amz-target'];
  if (typeof target === 'string') {
    const found = door.serviceOfTarget(target.slice(0, target.lastIndexOf('.')));
    if (found) return found;
  }
  if (signature) {
    const signed = door.servicesSignedAs(signature.service);
    const byPath = signed.find(({ pathPrefix }) => pathPrefix !== undefined && begins(path, pathPrefix));
    return byPath ?? signed.find(({ pathPrefix }) => pathPrefix === undefined);
  }
  const services = door.services();
  if (isTargetPreflight(message)) return services.find(({ browser, targetPrefix }) => browser && targetPrefix);
  return target === undefined ? services.find(({ name }) => name === 's3') : undefined;
}

/** A browser asks before it calls: it names the header that says which service, and not the service. */
const isTargetPreflight = ({ method, headers }: IncomingMessage) =>
  method === 'OPTIONS' && /\bx-amz-target\b/i.test(headers['access-control-request-headers'] ?? '');

const begins = (path: string, prefix: string | RegExp) =>
  typeof prefix === 'string' ? path.startsWith(prefix) : path.search(prefix) === 0;

function findProtocol({ message }: WireRequest, service: ServiceDefinition): WireProtocol {
  const { headers } = message;
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return cborProtocol;
  if (headers['x-amz-target'])
    return headers['content-type']?.includes('1.1') ? PROTOCOLS['json-1.1'] : PROTOCOLS['json-1.0'];
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return form && service.protocol !== 'rest-xml' ? PROTOCOLS.query : PROTOCOLS[service.protocol];
}

const hasAny = (headers: object = {}) => Object.keys(headers).length > 0;

const requestIdHeaders = (requestId: string) => ({ 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId });

function unknownService(request: WireRequest): WireAnswer {
  const name = readSignature(request)?.service ?? request.message.headers['x-amz-target'] ?? request.path;
  const message = `The emulator has no service for ${String(name)}; SUPPORT.md lists those it has.`;
  return {
    status: 501,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'NotImplemented' },
    body: JSON.stringify({ __type: 'NotImplemented', message }),
  };
}
