import { PutObjectCommand } from '@aws-sdk/client-s3';
import { eventually } from './support/eventually.ts';
import { demoUser, type Person, signUp } from './support/person.ts';
import { bucket, startTelar, type Telar } from './support/telar.ts';

const ARCHIVE = bucket('logs-archive');

describe('numbers over HTTP', () => {
  let telar: Telar;
  let admin: Person;
  let member: Person;
  beforeAll(async () => {
    telar = await startTelar();
    admin = await demoUser(telar);
    member = await signUp(telar, 'ana@example.com');
    await member.post('/logs', {
      body: { logs: [{ level: 'ERROR', message: 'it broke', service: 'orders' }, { message: 'fine' }] },
    });
    await telar.ended('log-ingestion', 1);
    await member.post('/notifications', { body: { title: 'Hello', message: 'How are you?', priority: 'high' } });
    await telar.executions('notification-fanout', 1);
    await telar.s3.send(new PutObjectCommand({ Bucket: ARCHIVE, Key: 'submitted/a b/ñ.log', Body: 'hello' }));
  });
  afterAll(() => telar.stop());

  it('are told to members, may be kept for some seconds, and say how old they are', async () => {
    const stats = await eventually(telar.cloud.trace, 'all that was done to be counted', async () => {
      const answered = await member.get('/stats');
      return answered.body.files >= 2 ? answered : undefined;
    });
    expect(stats.status).toBe(200);
    expect(stats.body).toEqual({
      images: 0,
      logs: 2,
      notifications: 1,
      files: 2,
      uptimeSeconds: expect.any(Number),
      generatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(stats.headers.get('cache-control')).toBe('private, max-age=5');
  });

  it('of every domain are told to admins at once', async () => {
    const { status, body } = await admin.get('/dashboard');
    expect({ status, version: body.version }).toEqual({ status: 200, version: '0.1.0' });
    expect(body).toMatchObject({
      images: { total: 0, averageSizeBytes: null },
      logs: { total: 2, byLevel: { INFO: 1, ERROR: 1 }, recentErrors: [{ message: 'it broke', service: 'orders' }] },
      notifications: { total: 1, successful: 1, byPriority: { high: 1 } },
    });
    expect(body.storage).toContainEqual(expect.objectContaining({ bucket: ARCHIVE, objects: 2 }));
    expect(body.functions.names).toEqual(expect.arrayContaining(['telar-dev-logs-record', 'telar-dev-api-dashboard']));
    expect(body.functions.lastDay.busiest).toContainEqual(
      expect.objectContaining({ name: 'telar-dev-logs-record', invocations: 1, errors: 0 }),
    );
  });

  it('over time are told to members, as the functions have measured them', async () => {
    let hours = 0;
    // It may be a new hour since.
    const lately = (values: readonly number[] = []) => values.slice(-2).reduce((sum, value) => sum + value, 0);
    const { body } = await eventually(telar.cloud.trace, 'CloudWatch to hear of all', async () => {
      // An answer is remembered for a minute: each look asks for another span.
      hours += 1;
      const from = new Date(Date.now() - hours * 3_600_000).toISOString();
      const answered = await member.get(`/activity?from=${from}&period=3600`);
      const { logs, notifications } = answered.body;
      return lately(logs?.ERROR) > 0 && lately(notifications?.high) > 0 ? answered : undefined;
    });
    expect(body.times).toHaveLength(hours + 1);
    expect([body.logs.INFO, body.logs.ERROR, body.notifications.high].map(lately)).toEqual([1, 1, 1]);
    expect(lately(body.errors.functions)).toBe(0);
    expect(await member.get('/activity?period=7')).toMatchObject({ status: 400 });
  });

  it('and files are told to no member', async () => {
    for (const path of ['/dashboard', '/files']) {
      expect(await member.get(path)).toMatchObject({ status: 403, body: { type: 'urn:telar:problem:not-allowed' } });
    }
  });

  it('have links to the files that they count, page by page', async () => {
    const first = await admin.get('/files?limit=1');
    expect(first.body).toMatchObject({
      count: 1,
      files: [{ bucket: ARCHIVE, key: 'submitted/a b/ñ.log', sizeBytes: 5 }],
    });
    expect(await (await fetch(first.body.files[0].url)).text()).toBe('hello');

    const second = await admin.get(`/files?limit=1&cursor=${first.body.next}`);
    expect(second.body).toMatchObject({
      next: null,
      files: [{ bucket: ARCHIVE, key: expect.stringMatching(/^logs\//) }],
    });
    expect((await admin.get(`/files?bucket=${bucket('images-original')}`)).body).toMatchObject({ files: [], count: 0 });
  });

  it.each(['limit=0', 'limit=10000', 'cursor=bad', 'from=yesterday', 'bucket=UPPER', 'colour=red'])(
    'refuse %s, and say what is allowed',
    async (query) => {
      expect(await admin.get(`/files?${query}`)).toMatchObject({ status: 400 });
    },
  );
});
