import { decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { systemClock } from '../../emulator/runtime/clock.ts';
import { eventually } from './support/eventually.ts';
import { demoUser, type Person, signUp, tokenOfAnotherPool, withToken } from './support/person.ts';
import { startTelar, type Telar } from './support/telar.ts';

const ROUTES = ['/images', '/logs', '/notifications', '/stats', '/dashboard', '/files', '/openapi.json', '/unknown'];

describe('who may do what', () => {
  let telar: Telar;
  let ana: Person;
  let ben: Person;
  let admin: Person;
  /** How far the cloud's clock is ahead of ours, in milliseconds. */
  let ahead = 0;
  const clock = systemClock();
  beforeAll(async () => {
    telar = await startTelar({ clock: { ...clock, now: () => clock.now() + ahead } });
    [ana, ben, admin] = [
      await signUp(telar, 'ana@example.com'),
      await signUp(telar, 'ben@example.com'),
      await demoUser(telar),
    ];
  });
  afterAll(() => telar.stop());

  /** Has somebody told something by themselves, and waits until they were. */
  const tellOneself = async (person: Person, title: string) => {
    const { body } = await person.post('/notifications', { body: { title, message: `for ${title}` } });
    await eventually(telar.cloud.trace, `the notification ${title}`, async () => {
      const { body: shown } = await person.get(body.links.outcome);
      return shown?.status === 'sent' ? shown : undefined;
    });
    return body.notifications[0].id as string;
  };
  const titles = ({ body }: { body: { notifications: { title: string }[] } }) =>
    body.notifications.map(({ title }) => title);

  it('makes a member of whoever signs up', () => {
    expect(decodeJwt(ana.token)['cognito:groups']).toEqual(['member']);
    expect(decodeJwt(admin.token)['cognito:groups']).toEqual(expect.arrayContaining(['admin', 'member']));
  });

  describe('two users', () => {
    let ofAna: string;
    let ofBen: string;
    beforeAll(async () => {
      ofAna = await tellOneself(ana, 'ana 1');
      await tellOneself(ana, 'ana 2');
      ofBen = await tellOneself(ben, 'ben 1');
      await tellOneself(ben, 'ben 2');
    });

    it('see their own notifications, and an admin sees both', async () => {
      expect(titles(await ana.get('/notifications'))).toEqual(['ana 2', 'ana 1']);
      expect(titles(await ben.get('/notifications'))).toEqual(['ben 2', 'ben 1']);
      expect(titles(await admin.get('/notifications'))).toEqual(['ben 2', 'ben 1', 'ana 2', 'ana 1']);
      expect(titles(await admin.get(`/notifications?recipient=${ana.userId}`))).toEqual(['ana 2', 'ana 1']);
      expect((await admin.get(`/notifications/${ofAna}`)).status).toBe(200);
    });

    it('do not find the other’s by its id, and are not told that there is one', async () => {
      const [real, invented] = [
        await ana.get(`/notifications/${ofBen}`),
        await ana.get(`/notifications/${'0'.repeat(32)}`),
      ];
      expect([real.status, invented.status]).toEqual([404, 404]);
      const words = (text: string) => text.replace(/[0-9a-f]{32}/g, 'ID');
      expect(words(real.body.detail)).toBe(words(invented.body.detail));
      expect((await ben.get(`/notifications/${ofAna}`)).status).toBe(404);
    });

    it('may not name the other', async () => {
      expect((await ana.get(`/notifications?recipient=${ben.userId}`)).status).toBe(403);
      expect((await ana.get('/notifications?recipient=ben@example.com')).status).toBe(403);
      expect((await ana.get(`/notifications?recipient=${ana.userId}`)).status).toBe(200);
    });

    it('cannot go on with the other’s cursor, nor with an admin’s', async () => {
      const { body: page } = await ben.get('/notifications?limit=1');
      const { body: everybody } = await admin.get('/notifications?limit=1');
      expect((await ana.get(`/notifications?limit=1&cursor=${page.next}`)).status).toBe(400);
      expect((await ana.get(`/notifications?limit=1&cursor=${everybody.next}`)).status).toBe(400);
      expect(titles(await ben.get(`/notifications?limit=1&cursor=${page.next}`))).toEqual(['ben 1']);
    });

    it('cannot read the other’s with a cursor of their own that they have changed', async () => {
      const { body } = await ana.get('/notifications?limit=1');
      const position = Buffer.from(`9999-12-31T00:00:00.000Z#${ofBen}`).toString('base64url');
      const [, seal] = body.next.split('.');
      expect((await ana.get(`/notifications?cursor=${position}.${seal}`)).status).toBe(400);
    });

    it('are not answered what the other was, under the same Idempotency-Key', async () => {
      const ask = { headers: { 'idempotency-key': 'same' }, body: { title: 'same', message: 'same' } };
      const [first, second] = [await ana.post('/notifications', ask), await ben.post('/notifications', ask)];
      expect(second.body.notifications).toMatchObject([{ recipient: ben.userId }]);
      expect(second.body.notifications[0].id).not.toBe(first.body.notifications[0].id);
    });

    it('share logs and images', async () => {
      const { body } = await ana.post('/logs', { body: { message: 'for all', service: 'shared' } });
      await eventually(telar.cloud.trace, 'the log', async () => {
        const { body: batch } = await ben.get(body.links.outcome);
        return batch?.status === 'completed' ? batch : undefined;
      });
      expect((await ben.get('/logs?service=shared')).body.count).toBe(1);
      expect((await ben.get('/images')).status).toBe(200);
    });

    it.each(['/dashboard', '/files'])('may not see %s, which is for admins', async (path) => {
      expect((await ana.get(path)).status).toBe(403);
      expect((await admin.get(path)).status).toBe(200);
    });
  });

  describe('a token', () => {
    const forged = async () => {
      const { privateKey } = await generateKeyPair('RS256');
      return new SignJWT(decodeJwt(ana.token))
        .setProtectedHeader({ alg: 'RS256', kid: headerOf(ana.token).kid })
        .sign(privateKey);
    };
    const signedByPublicKey = async () => {
      const { publicKey } = await generateKeyPair('RS256', { extractable: true });
      const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
      return new SignJWT(decodeJwt(ana.token))
        .setProtectedHeader({ alg: 'HS256', kid: headerOf(ana.token).kid })
        .sign(secret);
    };
    const ofAnotherGroup = () => {
      const [header, , signature] = ana.token.split('.');
      const claims = { ...decodeJwt(ana.token), 'cognito:groups': ['admin'] };
      return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    };

    it.each<[string, () => Promise<string> | string]>([
      ['that is not there', () => ''],
      ['that is no token', () => 'abc'],
      ['that says alg none', () => new UnsecuredJWT(decodeJwt(ana.token)).encode()],
      ['without its signature', () => `${ana.token.split('.').slice(0, 2).join('.')}.`],
      ['signed by another key', forged],
      ['signed with HS256', signedByPublicKey],
      ['whose groups were changed', ofAnotherGroup],
    ])('%s opens nothing', async (_, make) => {
      const person = await withToken(telar, await make());
      for (const path of ROUTES)
        expect({ path, status: (await person.get(path)).status }).toEqual({ path, status: 401 });
      expect((await person.post('/logs', { body: { message: 'x' } })).status).toBe(401);
      expect((await person.get('/health')).status).toBe(200);
    });

    it('of another pool opens nothing', async () => {
      const stranger = await withToken(telar, await tokenOfAnotherPool(telar));
      expect((await stranger.get('/logs')).status).toBe(401);
    });

    // Last: time does not go back.
    it('that has expired opens nothing', async () => {
      expect((await ana.get('/logs')).status).toBe(200);
      ahead = 61 * 60 * 1000;
      expect((await ana.get('/logs')).status).toBe(401);
    });
  });
});

function headerOf(token: string): { kid: string } {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
}
