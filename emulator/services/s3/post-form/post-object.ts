import { Readable } from 'node:stream';
import type { PutObjectRequest } from '@aws-sdk/client-s3';
import type { Door } from '../../../door/door.ts';
import type { Identities } from '../../../door/identities.ts';
import type { BrowserRequest } from '../../../door/service.ts';
import type { WireAnswer } from '../../../door/wire/answer.ts';
import { escapeXml } from '../../../door/wire/xml.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { ALGORITHM_NAMES } from '../checksums/algorithms.ts';
import { trailerName } from '../checksums/requested.ts';
import { entityTooLarge, malformedPost, postTooSmall } from '../errors.ts';
import type { PostObjectAnswer } from '../operations/post-object.ts';
import { type Form, readForm } from './multipart-form.ts';
import { checkPostPolicy, type LengthRange } from './post-policy.ts';

interface Deps {
  readonly door: Door;
  readonly clock: Clock;
  readonly identities: Identities;
}

/** Form fields that are headers of PutObject, and the members of its input they become. */
const MEMBERS = {
  acl: 'ACL',
  'content-type': 'ContentType',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'x-amz-storage-class': 'StorageClass',
  'x-amz-server-side-encryption': 'ServerSideEncryption',
  'x-amz-server-side-encryption-aws-kms-key-id': 'SSEKMSKeyId',
  'x-amz-server-side-encryption-customer-algorithm': 'SSECustomerAlgorithm',
  'x-amz-website-redirect-location': 'WebsiteRedirectLocation',
} as const;

const METADATA_PREFIX = 'x-amz-meta-';

/** Uploads the file of an HTML form (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html). */
export async function postObject({ door, clock, identities }: Deps, request: BrowserRequest): Promise<WireAnswer> {
  const form = await readForm(request.headers['content-type'] ?? '', request.body);
  const bucket = decodeURIComponent(request.path.split('/')[1] ?? '');
  const policy = form.fields.get('policy');
  const range = policy === undefined ? undefined : checkPostPolicy(policy, form.fields, bucket, clock.now());
  const input = inputOf(form, bucket, range);
  const accessKey = form.fields.get('x-amz-credential')?.split('/')[0] ?? form.fields.get('awsaccesskeyid');
  const principal = accessKey
    ? identities.principalFor(accessKey, form.fields.get('x-amz-security-token'))
    : request.call.principal;
  const call = { ...request.call, operation: 'PostObject', principal };
  // The input is of the operation that the call names, which is this service's own.
  const answer = (await door.handle(call, input as never)) as PostObjectAnswer;
  return answerOf(form, answer);
}

function inputOf(form: Form, bucket: string, range: LengthRange | undefined): PutObjectRequest {
  const { fields } = form;
  const key = fields.get('key')?.replaceAll('${filename}', form.filename);
  if (!key)
    throw malformedPost(
      "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields.",
    );
  const members = Object.entries(MEMBERS).flatMap(([field, member]) => {
    const value = fields.get(field);
    return value === undefined ? [] : [[member, value]];
  });
  const checksums = ALGORITHM_NAMES.flatMap((algorithm) => {
    const value = fields.get(trailerName(algorithm));
    return value === undefined ? [] : [[`Checksum${algorithm}`, value]];
  });
  const metadata = [...fields].filter(([name]) => name.startsWith(METADATA_PREFIX));
  const tagging = fields.get('tagging');
  return {
    ContentType: form.fileType,
    ...Object.fromEntries([...members, ...checksums]),
    Bucket: bucket,
    Key: key,
    Body: Readable.from(range ? within(form.file, range) : form.file, { objectMode: false }),
    Metadata: Object.fromEntries(metadata.map(([name, value]) => [name.slice(METADATA_PREFIX.length), value])),
    ...(tagging === undefined ? {} : { Tagging: tagsOfXml(tagging) }),
  };
}

async function* within(file: AsyncIterable<Uint8Array>, { least, most }: LengthRange): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size > most) throw entityTooLarge(size, most);
    yield chunk;
  }
  if (size < least) throw postTooSmall(size, least);
}

/** `<Tagging><TagSet><Tag><Key>…` as the query string that headers carry. */
function tagsOfXml(xml: string): string {
  const tags = [...xml.matchAll(/<Tag>\s*<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>\s*<\/Tag>/g)];
  return new URLSearchParams(tags.map(([, key = '', value = '']) => [plain(key), plain(value)])).toString();
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const plain = (text: string) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? '');

/** As the form asks: 204 without a body by default, 200, 201 with a document, or a redirection. */
function answerOf({ fields }: Form, { bucket, key, etag, location, headers }: PostObjectAnswer): WireAnswer {
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect');
  if (redirect && URL.canParse(redirect)) {
    const url = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket, key, etag })) url.searchParams.append(name, value);
    return { status: 303, headers: { ...headers, location: url.href }, body: undefined };
  }
  const status = fields.get('success_action_status');
  if (status === '200') return { status: 200, headers, body: undefined };
  if (status !== '201') return { status: 204, headers, body: undefined };
  const members = { Location: location, Bucket: bucket, Key: key, ETag: etag };
  const inner = Object.entries(members).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${inner.join('')}</PostResponse>`;
  return { status: 201, headers: { ...headers, 'content-type': 'application/xml' }, body };
}
