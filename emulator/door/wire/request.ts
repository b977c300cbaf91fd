import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AwsError } from '../errors.ts';

/** The largest body that is not streamed: a 50 MB zip file in base64 (Lambda quota) with its envelope. */
const BUFFERED_BODY_LIMIT_BYTES = 80 * 1024 * 1024;

/** One HTTP request, with what the wire asks of it more than once. */
export interface WireRequest {
  readonly method: string;
  /** Path without query, percent-encoded as received; virtual-host bucket names are moved into it. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly url: string;
  readonly message: IncomingMessage;
}

/** Headers as one text each: Node gives the few that may repeat as lists. */
export function plainHeaders({ headers }: IncomingMessage): Readonly<Record<string, string | undefined>> {
  if (isPlain(headers)) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

function isPlain(headers: IncomingHttpHeaders): headers is Record<string, string | undefined> {
  for (const name in headers) if (Array.isArray(headers[name])) return false;
  return true;
}

/** Reads the whole body. */
export function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // By its events: every call to every service reads a body, and to iterate over a stream costs several times as much.
  return new Promise((resolve, reject) => {
    const tooLarge = () => {
      message.destroy();
      reject(
        new AwsError('RequestEntityTooLarge', `The body is larger than ${BUFFERED_BODY_LIMIT_BYTES} bytes`, {
          status: 413,
        }),
      );
    };
    message
      .on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > BUFFERED_BODY_LIMIT_BYTES) tooLarge();
        else chunks.push(chunk);
      })
      .on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
      .on('error', reject)
      .on('close', () => {
        if (!message.readableEnded) reject(new Error('The connection was closed before the whole body had come'));
      });
    if (message.readableEnded) resolve(Buffer.alloc(0));
  });
}

/** Host names under which S3 buckets are reached as subdomains. */
const VIRTUAL_HOST =
  /^(.+?)\.(?:(?:s3[.-])?(?:localhost|127\.0\.0\.1\.nip\.io|s3\.localhost\.localstack\.cloud)|s3\.(?:[a-z0-9-]+\.)?amazonaws\.com)(?::\d+)?$/i;

/** Of every request without a query, which most are; nobody changes what was asked. */
const NO_QUERY = new URLSearchParams();

/** @param pathOf the part of the path that is asked for; default: all of it */
export function wireRequest(message: IncomingMessage, pathOf = (path: string) => path): WireRequest {
  const url = message.url ?? '/';
  const cut = url.indexOf('?');
  return {
    method: message.method ?? 'GET',
    path: pathOf((cut < 0 ? url : url.slice(0, cut)) || '/'),
    query: cut < 0 ? NO_QUERY : new URLSearchParams(url.slice(cut + 1)),
    url,
    message,
  };
}

/** `bucket.localhost:4566/key` as `/bucket/key`. */
export function withBucketInPath(request: WireRequest): WireRequest {
  const bucket = VIRTUAL_HOST.exec(request.message.headers.host ?? '')?.[1];
  return bucket && bucket !== 's3' ? { ...request, path: `/${bucket}${request.path}` } : request;
}

/** Who signed a request, and for which service (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). */
export interface Signature {
  readonly accessKeyId: string;
  readonly service: string;
  readonly sessionToken?: string | undefined;
}

/** Signature version 2, which some clients still use for S3, and for its presigned URLs above all. */
function version2Credential(header: string | undefined, query: URLSearchParams): string[] {
  const accessKeyId = header ? /^AWS ([^:]+):/.exec(header)?.[1] : query.get('AWSAccessKeyId');
  return accessKeyId ? [accessKeyId, '', '', 's3'] : [];
}

export function readSignature({ query, message }: WireRequest): Signature | undefined {
  const token = message.headers['x-amz-security-token'];
  return readCredential(message.headers.authorization, typeof token === 'string' ? token : undefined, query);
}

/**
 * @param header `authorization`
 * @param tokenHeader `x-amz-security-token`
 */
export function readCredential(
  header: string | undefined,
  tokenHeader: string | undefined,
  query: URLSearchParams,
): Signature | undefined {
  const credential = header ? /Credential=([^,\s]+)/.exec(header)?.[1] : query.get('X-Amz-Credential');
  const [accessKeyId, , , service] = credential?.split('/') ?? version2Credential(header, query);
  if (!accessKeyId || !service) return undefined;
  const token = tokenHeader ?? query.get('X-Amz-Security-Token') ?? query.get('x-amz-security-token');
  return { accessKeyId, service, sessionToken: token ?? undefined };
}
