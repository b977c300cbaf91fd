import { GetObjectCommand, PutBucketCorsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { refusal, type S3UnderTest, startS3 } from './support.ts';

const NOW = Date.UTC(2026, 0, 1);
const basic = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');

describe('browsers', () => {
  const clock = new ManualClock(NOW);
  let cloud: S3UnderTest;
  let Bucket: string;
  beforeAll(async () => {
    cloud = await startS3({ clock });
    Bucket = await cloud.bucket();
  });
  afterAll(async () => {
    expect(cloud.faults).toEqual([]);
    await cloud.close();
  });

  const url = (key: string) => `${cloud.endpoint}/${Bucket}/${key}`;
  const presigned = (key: string, seconds: number, at = clock.now()) =>
    `${url(key)}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=${basic(at)}&X-Amz-Expires=${seconds}&X-Amz-SignedHeaders=host&X-Amz-Signature=abc`;

  it('put and get by presigned URLs until these expire', async () => {
    const put = await fetch(presigned('signed', 60), { method: 'PUT', body: 'hello' });
    expect(put.status).toBe(200);
    const link = presigned('signed', 60);
    expect(await (await fetch(link)).text()).toBe('hello');
    clock.advance(61_000);
    const late = await fetch(link);
    expect(late.status).toBe(403);
    expect(await late.text()).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
    expect((await fetch(presigned('signed', 604_801))).status).toBe(400);
  });

  it('get by URLs of signature version 2 until these expire', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'v2', Body: 'hello' }));
    const link = (seconds: number) =>
      `${url('v2')}?AWSAccessKeyId=test&Signature=abc%3D&Expires=${Math.floor(clock.now() / 1_000) + seconds}`;
    expect(await (await fetch(link(60))).text()).toBe('hello');
    expect((await fetch(link(-1))).status).toBe(403);
  });

  it('get nothing without a signature', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'private', Body: 'x' }));
    const answer = await fetch(url('private'));
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
  });

  it('are told by CORS what other origins may do', async () => {
    await cloud.s3.send(
      new PutBucketCorsCommand({
        Bucket,
        CORSConfiguration: {
          CORSRules: [
            {
              AllowedOrigins: ['https://*.example.com'],
              AllowedMethods: ['PUT', 'GET'],
              AllowedHeaders: ['content-*'],
              ExposeHeaders: ['ETag'],
              MaxAgeSeconds: 60,
            },
          ],
        },
      }),
    );
    const ask = (origin: string, method: string, headers: string) =>
      fetch(url('a'), {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          ...(headers ? { 'access-control-request-headers': headers } : {}),
        },
      });
    const allowed = await ask('https://www.example.com', 'PUT', 'Content-Type');
    expect(allowed.status).toBe(200);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': 'https://www.example.com',
      'access-control-allow-methods': 'PUT, GET',
      'access-control-allow-headers': 'content-type',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '60',
    });
    expect((await ask('https://www.example.com', 'DELETE', '')).status).toBe(403);
    expect((await ask('https://example.org', 'GET', '')).status).toBe(403);
    expect((await ask('https://www.example.com', 'PUT', 'x-amz-acl')).status).toBe(403);
    const put = await fetch(presigned('cors', 60), {
      method: 'PUT',
      body: 'x',
      headers: { origin: 'https://www.example.com' },
    });
    expect(put.headers.get('access-control-allow-origin')).toBe('https://www.example.com');
    const other = await fetch(presigned('cors', 60), { headers: { origin: 'https://example.org' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  const form = (conditions: unknown[], fields: Record<string, string>, file = 'file content') => {
    const data = new FormData();
    const policy = JSON.stringify({ expiration: new Date(clock.now() + 60_000).toISOString(), conditions });
    const signed = { 'x-amz-credential': 'test/20260101/us-east-1/s3/aws4_request', ...fields };
    for (const [name, value] of Object.entries(signed)) data.append(name, value);
    data.append('policy', Buffer.from(policy).toString('base64'));
    data.append('x-amz-signature', 'abc');
    data.append('file', new Blob([file], { type: 'text/plain' }), 'niño.txt');
    return fetch(`${cloud.endpoint}/${Bucket}`, { method: 'POST', body: data, redirect: 'manual' });
  };
  const ANY = [
    ['starts-with', '$key', 'up/'],
    ['starts-with', '$x-amz-credential', ''],
  ];

  it('upload the file of a form as its policy allows', async () => {
    const conditions = [...ANY, { 'x-amz-meta-a': '1' }, { success_action_status: '201' }, { bucket: Bucket }];
    const answer = await form(conditions, { key: 'up/${filename}', 'x-amz-meta-a': '1', success_action_status: '201' });
    expect(answer.status).toBe(201);
    expect(await answer.text()).toContain('<Key>up/niño.txt</Key>');
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'up/niño.txt' }));
    expect(await got.Body?.transformToString()).toBe('file content');
    expect(got).toMatchObject({ ContentType: 'text/plain', Metadata: { a: '1' } });
  });

  it('upload large files of forms', async () => {
    const file = 'x\r\n--'.repeat(200_000);
    expect((await form(ANY, { key: 'up/large' }, file)).status).toBe(204);
    const got = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'up/large' }));
    expect(await got.Body?.transformToString()).toBe(file);
  });

  it('are redirected after a form when it asks for that', async () => {
    const target = 'https://example.com/done';
    const conditions = [...ANY, ['eq', '$success_action_redirect', target]];
    const answer = await form(conditions, { key: 'up/r', success_action_redirect: target });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^https:\/\/example\.com\/done\?bucket=.*&key=up%2Fr&etag=/);
  });

  it.each([
    ['a key outside the policy', ANY, { key: 'else/a' }, 'Policy Condition failed'],
    [
      'a field that the policy does not name',
      ANY,
      { key: 'up/a', 'x-amz-meta-b': '1' },
      'Extra input fields: x-amz-meta-b',
    ],
    ['a file that is too large', [...ANY, ['content-length-range', 0, 3]], { key: 'up/a' }, 'EntityTooLarge'],
    ['a file that is too small', [...ANY, ['content-length-range', 100, 200]], { key: 'up/a' }, 'EntityTooSmall'],
  ])('cannot upload %s by a form', async (_, conditions, fields: Record<string, string>, expected) => {
    const answer = await form(conditions, fields);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).toContain(expected);
    expect(await refusal(cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'up/a' })))).toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('reach buckets by host name too', async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'v', Body: 'virtual' }));
    const { port } = new URL(cloud.endpoint);
    const { request } = await import('node:http');
    const signedUrl = presigned('v', 60).slice(cloud.endpoint.length + 1 + Bucket.length);
    const status = await new Promise((resolve, reject) => {
      const get = request({
        port,
        host: '127.0.0.1',
        path: signedUrl,
        headers: { host: `${Bucket}.localhost:${port}` },
      });
      get.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      get.on('error', reject);
      get.end();
    });
    expect(status).toBe(200);
  });
});
