import * as z from 'zod';
import { httpHandler } from '../../../functions/shared/http/http-handler.ts';
import { pageQuery } from '../../../functions/shared/http/page.ts';
import { NotFound } from '../../../functions/shared/http/problem.ts';
import { MAX_BODY_BYTES } from '../../../functions/shared/http/request.ts';
import { type Access, defineRoute, none } from '../../../functions/shared/http/route.ts';
import { timeQuery } from '../../../functions/shared/http/time-query.ts';
import { RejectedError } from '../../../functions/shared/rejection.ts';
import { type Asked, contextWith, eventOf, quietTelemetry } from './support.ts';

const listRoute = (access: Access = 'member') =>
  defineRoute({
    name: 'listThings',
    method: 'GET',
    path: '/things',
    summary: 'Things',
    access,
    parameters: none,
    query: z.strictObject({ from: timeQuery.optional(), ...pageQuery(10) }),
    body: z.undefined(),
    answer: { status: 200, description: 'Things', body: z.object({ things: z.array(z.unknown()) }) },
  });

const makeRoute = defineRoute({
  name: 'makeThing',
  method: 'POST',
  path: '/things',
  summary: 'Make one',
  access: 'member',
  parameters: none,
  query: none,
  body: z.union([
    z.object({ things: z.array(z.object({ name: z.string() })).max(3, 'at most 3 are taken') }),
    z.object({ name: z.string() }),
  ]),
  answer: { status: 202, description: 'On its way', body: z.object({ caller: z.string() }) },
});

type Things = () => Promise<{ body: { things: unknown[] }; maxAgeSeconds?: number }>;

const list = (asked: Asked = {}, handle: Things = async () => ({ body: { things: [] } }), access?: Access) =>
  httpHandler({ route: listRoute(access), telemetry: quietTelemetry(), handle })(eventOf(asked), contextWith(10_000));

async function make(asked: Asked) {
  const bodies: unknown[] = [];
  const handler = httpHandler({
    route: makeRoute,
    telemetry: quietTelemetry(),
    async handle({ body, caller }) {
      bodies.push(body);
      return { body: { caller: caller.userId } };
    },
  });
  const answer = await handler(eventOf({ method: 'POST', ...asked }), contextWith(10_000));
  return { ...answer, document: JSON.parse(answer.body ?? 'null'), bodies };
}

const problemOf = ({ body = '' }: { body?: string | undefined }) => JSON.parse(body);

describe('a read', () => {
  test('has a tag, and is not sent again to whoever has it', async () => {
    const first = await list();
    expect(first).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'private, no-cache' },
    });
    const etag = String(first.headers?.etag);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      expect(await list({ headers: { 'if-none-match': known } })).toMatchObject({ statusCode: 304, headers: { etag } });
    }
    const changed = await list({ headers: { 'if-none-match': etag } }, async () => ({ body: { things: [1] } }));
    expect(changed.statusCode).toBe(200);
  });

  test('says for how long it may be kept', async () => {
    const answer = await list({}, async () => ({ body: { things: [] }, maxAgeSeconds: 5 }));
    expect(answer.headers?.['cache-control']).toBe('private, max-age=5');
  });
});

describe('every answer', () => {
  test('carries the correlation id that the caller gave, or that of the request', async () => {
    expect((await list({ headers: { 'x-correlation-id': 'abc' } })).headers).toMatchObject({
      'x-correlation-id': 'abc',
    });
    expect((await list()).headers).toMatchObject({ 'x-correlation-id': 'request-1' });
  });

  test.each(['', 'with space', 'ü', 'x'.repeat(129)])('takes no correlation id such as %j', async (id) => {
    const answer = await list({ headers: { 'x-correlation-id': id } });
    expect(answer.headers).toMatchObject({ 'x-correlation-id': 'request-1' });
  });
});

describe('a query', () => {
  test.each([
    [{ limit: '0' }, 'query.limit', 'from 1 to 100'],
    [{ limit: '10000' }, 'query.limit', 'from 1 to 100'],
    [{ limit: '-1' }, 'query.limit', 'from 1 to 100'],
    [{ limit: '1.5' }, 'query.limit', 'from 1 to 100'],
    [{ limit: 'ten' }, 'query.limit', 'from 1 to 100'],
    [{ limit: '' }, 'query.limit', 'from 1 to 100'],
    [{ from: 'yesterday' }, 'query.from', 'ISO 8601'],
    [{ from: '2026-02-30' }, 'query.from', 'ISO 8601'],
    [{ form: '2026-02-03' }, 'query.form', 'there are from, limit, cursor'],
  ])('%j is refused, and the answer says what is allowed', async (query, field, allowed) => {
    const answer = await list({ query }, async () => {
      throw new Error('must not be asked');
    });
    expect(answer).toMatchObject({ statusCode: 400, headers: { 'content-type': 'application/problem+json' } });
    const { problems, ...problem } = problemOf(answer);
    expect(problem).toMatchObject({ status: 400, instance: '/things', correlationId: 'request-1' });
    expect(problems).toEqual([{ field, message: expect.stringContaining(allowed) }]);
  });
});

describe('a body', () => {
  test('is read as JSON, plain or in base64', async () => {
    const body = '{"name":"niño"}';
    expect((await make({ body })).bodies).toEqual([{ name: 'niño' }]);
    const encoded = { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
    expect(await make(encoded)).toMatchObject({
      statusCode: 202,
      bodies: [{ name: 'niño' }],
      document: { caller: 'ana' },
    });
  });

  test.each([
    ['nothing', {}, 'body', 'there is none'],
    ['no JSON', { body: '{"name":' }, 'body', 'not JSON'],
    [
      'no text',
      { body: Buffer.from([0xff, 0xfe, 0x00]).toString('base64'), isBase64Encoded: true },
      'body',
      'not JSON',
    ],
    ['too much', { body: `"${'x'.repeat(MAX_BODY_BYTES)}"` }, 'body', `at most ${MAX_BODY_BYTES}`],
    ['a wrong type', { body: '{"name":7}' }, 'body.name', 'expected string'],
    ['a wrong type inside', { body: '{"things":[{"name":"a"},{"name":7}]}' }, 'body.things.1.name', 'expected string'],
    ['too many', { body: '{"things":[{},{},{},{}]}' }, 'body.things', 'at most 3'],
    ['neither of two shapes', { body: '[]' }, 'body', ''],
  ])('with %s is refused before anything is done', async (_, asked, field, message) => {
    const answer = await make(asked);
    expect(answer).toMatchObject({ statusCode: 400, bodies: [] });
    expect(answer.document.problems).toContainEqual({ field, message: expect.stringContaining(message) });
  });
});

describe('a problem', () => {
  test('that a use case names is answered as it says', async () => {
    const answer = await list({}, async () => {
      throw new NotFound('There is none.', { path: '/things' });
    });
    expect(answer.statusCode).toBe(404);
    expect(problemOf(answer)).toEqual({
      type: 'urn:telar:problem:not-found',
      title: 'There is no such thing',
      status: 404,
      detail: 'There is none.',
      instance: '/things',
      correlationId: 'request-1',
      path: '/things',
    });
  });

  test('that is a rejection is the fault of the request', async () => {
    const answer = await list({}, async () => {
      throw new RejectedError('HtmlOnlyMessage', 'the message is HTML');
    });
    expect(problemOf(answer)).toMatchObject({ status: 400, detail: expect.stringContaining('the message is HTML') });
  });

  test('of ours is answered 500, and says nothing of the inside', async () => {
    const answer = await list({}, async () => {
      throw new Error('table telar-dev-things has no index newest');
    });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('telar-dev');
    expect(problemOf(answer)).toMatchObject({ correlationId: 'request-1' });
  });

  test('of time is answered 504 before the time is up', async () => {
    const never = new Promise<never>(() => {});
    const handler = httpHandler({ route: listRoute(), telemetry: quietTelemetry(), handle: () => never });
    const answer = await handler(eventOf({}), contextWith(0));
    expect(answer.statusCode).toBe(504);
    expect(problemOf(answer)).toMatchObject({ correlationId: 'request-1' });
  });
});

describe('a route for admins', () => {
  const asked = (groups: unknown) => ({ claims: { sub: 'ana', 'cognito:groups': groups } });

  test.each([undefined, [], '[member]', ['member'], '[administrators]'])(
    'refuses who is in the groups %j',
    async (groups) => {
      expect((await list(asked(groups), undefined, 'admin')).statusCode).toBe(403);
    },
  );

  test.each(['[admin]', '[member admin]', ['admin']])('takes who is in the groups %j', async (groups) => {
    expect((await list(asked(groups), undefined, 'admin')).statusCode).toBe(200);
  });
});
