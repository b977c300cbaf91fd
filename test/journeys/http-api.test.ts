import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { ApiDescription } from './support/api-description.ts';
import { eventually } from './support/eventually.ts';
import { type Answered, demoUser, type Person, signUp, withToken } from './support/person.ts';
import { startTelar, type Telar } from './support/telar.ts';
import { upload } from './support/upload.ts';

describe('the HTTP API', () => {
  let telar: Telar;
  let ana: Person;
  let admin: Person;
  let nobody: Person;
  let photo: Uint8Array<ArrayBuffer>;
  const answers: { method: string; path: string; answered: Answered }[] = [];

  beforeAll(async () => {
    telar = await startTelar();
    const picture = sharp({ create: { width: 1_600, height: 1_200, channels: 3, background: '#c2410c' } });
    photo = new Uint8Array(await picture.jpeg().toBuffer());
    const keep = (person: Person): Person => ({
      ...person,
      get: (path, call) => person.get(path, call).then((answered) => keepOne('GET', path, answered)),
      post: (path, call) => person.post(path, call).then((answered) => keepOne('POST', path, answered)),
    });
    const url = await telar.output('api', 'ApiUrl');
    const keepOne = (method: string, path: string, answered: Answered) => {
      answers.push({ method, path: path.replace(/^http.*?\/execute-api\/\w+/, '').replace(url, ''), answered });
      return answered;
    };
    ana = keep(await signUp(telar, 'ana@example.com'));
    admin = keep(await demoUser(telar));
    nobody = keep(await withToken(telar, ''));
  });
  afterAll(() => telar.stop());

  /** Follows a link until something has become of it. */
  const outcome = (person: Person, url: string, status: string) =>
    eventually(telar.cloud.trace, `${status} at ${url}`, async () => {
      const answered = await person.get(url);
      return answered.body?.status === status ? answered : undefined;
    });

  it('says to anybody that all is well, of each thing that it stands on', async () => {
    const { status, body } = await nobody.get('/health');
    expect(body.dependencies.filter((one: { status: string }) => one.status === 'down')).toEqual([]);
    expect({ status, state: body.status }).toEqual({ status: 200, state: 'healthy' });
    expect(body.dependencies.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['event bus', 'table images', 'table logs', 'table notifications', 'table counters']),
    );
  });

  it('takes logs, says what became of them, and finds them by level, service and time', async () => {
    const logs = ['first', 'second', 'third'].map((message, minute) => ({
      level: minute === 1 ? 'error' : 'INFO',
      message,
      service: 'orders',
      timestamp: `2026-03-01T10:0${minute}:00.000Z`,
    }));
    const { status, headers, body } = await ana.post('/logs', { body: { logs } });
    expect({ status, count: body.count }).toEqual({ status: 202, count: 3 });
    expect(headers.get('location')).toBe(body.links.outcome);
    expect((await outcome(ana, body.links.outcome, 'completed')).body).toMatchObject({
      count: 3,
      levels: { INFO: 2, ERROR: 1 },
      setAside: 0,
      reason: null,
    });

    const found = async (query: string) => {
      const { body } = await ana.get(`/logs?${query}`);
      return body.logs.map(({ message }: { message: string }) => message);
    };
    expect(await found('')).toEqual(['third', 'second', 'first']);
    expect(await found('level=error')).toEqual(['second']);
    expect(await found('service=orders')).toEqual(['third', 'second', 'first']);
    expect(await found('service=orders&level=INFO')).toEqual(['third', 'first']);
    expect(await found('service=bills')).toEqual([]);
    expect(await found('from=2026-03-01T10:01:00Z')).toEqual(['third', 'second']);
    expect(await found('from=2026-03-01&to=2026-03-01T10:02:00Z')).toEqual(['second', 'first']);
    expect(await found('text=SECO')).toEqual(['second']);
    expect(await found('text=orders&level=INFO')).toEqual(['third', 'first']);

    const { links } = (await ana.get(body.links.outcome)).body;
    const archived = await fetch(links.archive);
    expect(archived.headers.get('content-disposition')).toContain('.ndjson');
    const lines = (await archived.text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(['first', 'second', 'third']);
  });

  it('lists page by page, each log once and in its order, also within one millisecond', async () => {
    const logs = Array.from({ length: 120 }, (_, index) => ({
      level: ['DEBUG', 'INFO', 'ERROR'][index % 3],
      message: `line ${index}`,
      service: 'pages',
      timestamp: `2026-03-02T10:00:00.00${Math.floor(index / 30)}Z`,
    }));
    const { body } = await ana.post('/logs', { body: { logs } });
    await outcome(ana, body.links.outcome, 'completed');

    const seen: { id: string; timestamp: string }[] = [];
    let cursor = '';
    do {
      const { body } = await ana.get(`/logs?service=pages&limit=7${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.logs);
      cursor = body.next ?? '';
    } while (cursor);
    expect(seen).toHaveLength(120);
    const keys = seen.map(({ id, timestamp }) => `${timestamp}#${id}`);
    expect(keys).toEqual([...new Set(keys)].sort().reverse());
  });

  it('takes more logs than an event has room for', async () => {
    const logs = Array.from({ length: 2_000 }, (_, index) => ({
      message: `${index} ${'x'.repeat(200)}`,
      service: 'large',
    }));
    const { status, body } = await ana.post('/logs', { body: { logs } });
    expect(status).toBe(202);
    expect((await outcome(ana, body.links.outcome, 'completed')).body.count).toBe(2_000);
  });

  it('does a request once that comes twice under one key, and refuses another under the same', async () => {
    const headers = { 'idempotency-key': 'order-7' };
    const first = await ana.post('/logs', { headers, body: { message: 'once', service: 'keys' } });
    const again = await ana.post('/logs', { headers, body: { message: 'once', service: 'keys' } });
    const other = await ana.post('/logs', { headers, body: { message: 'other', service: 'keys' } });
    const ofAnother = await admin.post('/logs', { headers, body: { message: 'mine', service: 'keys' } });
    expect(again.body).toEqual(first.body);
    expect(other.status).toBe(422);
    expect(ofAnother.body.batchId).not.toBe(first.body.batchId);
    await outcome(ana, first.body.links.outcome, 'completed');
    await outcome(admin, ofAnother.body.links.outcome, 'completed');
    const { body } = await ana.get('/logs?service=keys');
    expect(body.logs.map(({ message }: { message: string }) => message).sort()).toEqual(['mine', 'once']);
  });

  it('tells people something, and shows them what they were told', async () => {
    const asked = await ana.post('/notifications', {
      body: { title: 'Hello', message: 'How are you?', priority: 'HIGH' },
    });
    expect(asked.body).toMatchObject({ notifications: [{ recipient: ana.userId }] });
    const { body } = await outcome(ana, asked.body.links.outcome, 'sent');
    expect(body).toMatchObject({ title: 'Hello', priority: 'high', type: 'general', recipient: ana.userId });
    expect((await ana.get('/notifications')).body).toMatchObject({ count: 1, next: null, notifications: [body] });
  });

  it('gives leave to upload an image, follows it, and gives links to its copies', async () => {
    const { status, body } = await ana.post('/images', { body: { filename: 'niño 1.jpg', contentType: 'image/jpeg' } });
    expect(status).toBe(202);
    expect((await ana.get(body.links.outcome)).body).toMatchObject({ status: 'awaiting-upload', imageId: null });
    expect((await upload(body.upload, photo)).status).toBe(204);

    const { body: done } = await outcome(ana, body.links.outcome, 'completed');
    const image = await ana.get(done.links.image);
    expect(image.body).toMatchObject({
      id: done.imageId,
      filename: 'niño 1.jpg',
      status: 'completed',
      sizeBytes: photo.length,
    });
    for (const link of Object.values<string>(image.body.links)) expect(await statusOf(fetch(link))).toBe(200);
    const original = await fetch(image.body.links.original);
    expect(original.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''ni%C3%B1o%201.jpg");
    expect(new Uint8Array(await original.arrayBuffer())).toEqual(photo);

    const list = await ana.get('/images?status=completed');
    expect(list.body.images).toMatchObject([{ id: done.imageId }]);
    expect((await fetch(list.body.images[0].links.thumbnail)).status).toBe(200);
    const etag = list.headers.get('etag') ?? '';
    const same = await ana.get('/images?status=completed', { headers: { 'if-none-match': etag } });
    expect({ status: same.status, body: same.body }).toEqual({ status: 304, body: undefined });
  });

  it.each<[string, Partial<{ bytes: Uint8Array<ArrayBuffer>; fields: Record<string, string> }>]>([
    ['empty', { bytes: new Uint8Array() }],
    ['of another type', { fields: { 'Content-Type': 'text/html' } }],
    ['to another key', { fields: { key: 'uploads/elsewhere.jpg' } }],
    ['in the name of another', { fields: { 'x-amz-meta-actor': 'ben' } }],
  ])('has S3 refuse an upload that is %s', async (_, { bytes = photo, fields }) => {
    const { body } = await ana.post('/images', { body: { filename: 'a.jpg', contentType: 'image/jpeg' } });
    const form = { ...body.upload, fields: { ...body.upload.fields, ...fields } };
    expect((await upload(form, bytes)).status).toBeGreaterThanOrEqual(400);
    expect((await ana.get(body.links.outcome)).body.status).toBe('awaiting-upload');
  });

  describe('refuses, saying what is allowed and doing nothing,', () => {
    const many = { logs: Array.from({ length: 10_000 }, () => ({ message: 'x' })) };
    it.each<[string, string, unknown, string]>([
      ['a body that is not JSON', '/logs', '{"message": ', 'not JSON'],
      ['no body', '/logs', '', 'JSON is expected'],
      ['a wrong type', '/logs', { message: 7 }, 'body.message'],
      [
        'a level that there is not',
        '/logs',
        { logs: [{ message: 'x' }, { message: 'x', level: 'LOUD' }] },
        'DEBUG, INFO',
      ],
      ['a time that is none', '/logs', { message: 'x', timestamp: 'yesterday' }, 'body.timestamp'],
      ['a time in the future', '/logs', { message: 'x', timestamp: '2999-01-01T00:00:00Z' }, 'two hours'],
      ['10,000 logs', '/logs', many, 'no more than 5000'],
      ['4 MB and more', '/logs', { message: 'x'.repeat(4_200_000) }, 'at most 4194304'],
      ['a priority that there is not', '/notifications', { title: 'a', message: 'b', priority: 'now' }, 'low, normal'],
      ['a message that is HTML', '/notifications', { title: 'a', message: '<p>b</p>' }, 'HTML'],
      ['501 recipients', '/notifications', { title: 'a', message: 'b', recipients: Array(501).fill('x') }, '<=500'],
      ['a field that there is not', '/notifications', { title: 'a', message: 'b', prority: 'low' }, 'prority'],
      ['a file that is no image', '/images', { filename: 'a.txt', contentType: 'text/plain' }, 'image/jpeg'],
      ['a path for a name', '/images', { filename: '../a.jpg', contentType: 'image/jpeg' }, 'no slashes'],
    ])('%s', async (_, path, body, allowed) => {
      const before = await written();
      const answered = await ana.post(path, { body });
      expect(answered).toMatchObject({ status: 400, body: { status: 400, correlationId: expect.any(String) } });
      expect(answered.body.detail).toContain(allowed);
      expect(await written()).toEqual(before);
    });

    it.each([
      ['/logs?limit=0', 'from 1 to 100'],
      ['/images?limit=10000', 'from 1 to 100'],
      ['/logs?from=31.12.2026', 'ISO 8601'],
      ['/logs?level=LOUD', 'DEBUG, INFO'],
      ['/logs?levle=INFO', 'there are level, service'],
      ['/images?cursor=abc.def', 'begin without one'],
      ['/notifications/7', '32 hexadecimal digits'],
    ])('%s', async (path, allowed) => {
      const { status, body } = await ana.get(path);
      expect({ status, detail: body.detail }).toEqual({ status: 400, detail: expect.stringContaining(allowed) });
    });
  });

  it('says of a path that it does not know which ones it does', async () => {
    const { status, body } = await ana.get('/pictures?limit=x');
    expect({ status, ...body }).toMatchObject({
      status: 404,
      path: '/pictures',
      method: 'GET',
      error: expect.any(String),
    });
    expect(body.available_endpoints).toEqual(expect.arrayContaining(['GET /images', 'POST /logs']));
  });

  it('lets the pages of its web origin call it, and no others', async () => {
    const preflight = async (origin: string) => {
      const url = `${await telar.output('api', 'ApiUrl')}/logs`;
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      };
      const response = await fetch(url, { method: 'OPTIONS', headers });
      await response.arrayBuffer();
      return response.headers.get('access-control-allow-origin');
    };
    expect(await preflight('http://localhost:5173')).toBe('http://localhost:5173');
    expect(await preflight('https://evil.example')).toBeNull();
    const { headers } = await ana.get('/logs', { headers: { origin: 'http://localhost:5173' } });
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(headers.get('access-control-expose-headers')).toContain('x-correlation-id');
  });

  it('carries the correlation id from the request to what comes of it', async () => {
    const headers = { 'x-correlation-id': 'order-4711' };
    const asked = await ana.post('/notifications', { headers, body: { title: 'a', message: 'b' } });
    expect(asked.headers.get('x-correlation-id')).toBe('order-4711');
    await outcome(ana, asked.body.links.outcome, 'sent');
    const rows = await telar.rows('notifications');
    expect(rows.filter(({ correlationId }) => correlationId === 'order-4711')).toHaveLength(1);
  });

  it('carries it through an upload too', async () => {
    const headers = { 'x-correlation-id': 'photo-4711' };
    const { body } = await ana.post('/images', { headers, body: { filename: 'b.jpg', contentType: 'image/jpeg' } });
    await upload(body.upload, photo);
    const { body: done } = await outcome(ana, body.links.outcome, 'completed');
    const rows = await telar.rows('images');
    expect(rows.find(({ imageId }) => imageId === done.imageId)).toMatchObject({ correlationId: 'photo-4711' });
  });

  it('answers every route just as it describes itself', async () => {
    const description = new ApiDescription((await ana.get('/openapi.json')).body);
    for (const path of [
      '/stats',
      '/activity',
      '/dashboard',
      '/files',
      '/conversations',
      '/conversations/general/messages?after=0',
    ]) {
      await admin.get(path);
    }
    await admin.post('/conversations', { body: { title: 'Two', members: [ana.userId] } });

    const covered = new Set<string>();
    for (const { method, path, answered } of answers) {
      const operation = description.operationOf(method, path);
      const type = (answered.headers.get('content-type') ?? '').split(';')[0] ?? '';
      // What API Gateway answers by itself is not ours to describe.
      if (!operation || (answered.status >= 400 && type === 'application/json' && answered.body?.message)) continue;
      const problems = description.problemsOf(operation, answered.status, type, answered.body);
      expect({ operation, status: answered.status, problems }).toMatchObject({ problems: [] });
      if (answered.status < 300) covered.add(operation);
    }
    const missing = description.operations.filter((operation) => !covered.has(operation) && !hasOwnJourney(operation));
    expect(missing).toEqual([]);
  });

  it('has S3 refuse an upload that is larger than it may be', async () => {
    const { body } = await ana.post('/images', { body: { filename: 'a.jpg', contentType: 'image/jpeg' } });
    const { status, text } = await upload(body.upload, new Uint8Array(26 * 1024 * 1024));
    expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining('EntityTooLarge') });
  });

  it('refuses 11 MB in the words of API Gateway, which takes no more than 10', async () => {
    const before = await written();
    const { status } = await ana.post('/logs', { body: { message: 'x'.repeat(11 * 1024 * 1024) } });
    expect(status).toBe(413);
    expect(await written()).toEqual(before);
  });

  /** What writes leave behind: rows of batches and notifications, and objects. */
  async function written() {
    const [batches, notifications] = await Promise.all([telar.rows('log-batches'), telar.rows('notifications')]);
    return { batches: batches.length, notifications: notifications.length };
  }
});

/** A domain made by npm run new-workflow is held to its description in a journey of its own. */
function hasOwnJourney(operation: string): boolean {
  const [, domain] = /^\w+ \/([\w-]+)/.exec(operation) ?? [];
  return existsSync(join(import.meta.dirname, `${domain}.test.ts`));
}

/** Reads the answer to its end: half an answer holds its connection, and the next request may wait for it. */
async function statusOf(answered: Promise<Response>): Promise<number> {
  const response = await answered;
  await response.arrayBuffer();
  return response.status;
}
