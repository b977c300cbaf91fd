import { Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { WireAnswer } from '../../../door/wire/answer.ts';

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
const MIN_BYTES = 1_000;
const MAX_BYTES = 10_000_000;
const COMPRESSED_TYPES =
  /^(text\/|application\/(javascript|json|manifest\+json|problem\+json|xml|wasm|vnd\.ms-fontobject)|image\/svg\+xml|font\/(ttf|otf|eot))/;

/** Good enough to be near the best, fast enough to be done for each request. */
const BROTLI_QUALITY = 5;

/** The answer compressed as the browser can read it, when its size and type are such as CloudFront compresses. */
export function compressed(answer: WireAnswer, acceptEncoding: string | undefined): WireAnswer {
  const { 'content-length': length, 'content-type': type = '', ...headers } = answer.headers;
  const size = Number(length);
  const fits = answer.status === 200 && size >= MIN_BYTES && size <= MAX_BYTES && COMPRESSED_TYPES.test(String(type));
  const encoding = /\bbr\b/.test(acceptEncoding ?? '')
    ? 'br'
    : /\bgzip\b/.test(acceptEncoding ?? '')
      ? 'gzip'
      : undefined;
  if (!fits || !encoding || !answer.body || 'content-encoding' in headers) return answer;
  const source = answer.body instanceof Readable ? answer.body : Readable.from([Buffer.from(answer.body)]);
  const coder =
    encoding === 'br'
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : createGzip();
  source.on('error', (error) => coder.destroy(error));
  return {
    ...answer,
    headers: {
      ...headers,
      'content-type': type,
      'content-encoding': encoding,
      vary: 'accept-encoding',
      ...weakTag(headers.etag),
    },
    body: source.pipe(coder),
  };
}

/** Compressed, the bytes are no longer those that the tag was made of. */
function weakTag(etag: string | string[] | undefined): Record<string, string> {
  if (typeof etag !== 'string') return {};
  return { etag: etag.startsWith('W/') ? etag : `W/${etag}` };
}
