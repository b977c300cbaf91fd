import { request as httpRequest } from 'node:http';
import { functionRoute, httpApi, lambdaFunction, type RunningApi, stage, startApi } from './support/api.ts';

describe('a route that a function answers', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi({
      ...httpApi(),
      ...lambdaFunction('Echo', 'return event'),
      ...lambdaFunction('Answer', 'return JSON.parse(event.body)'),
      ...lambdaFunction('Old', 'return { statusCode: 200, body: JSON.stringify(event) }'),
      ...lambdaFunction('Text', 'return JSON.parse(event.queryStringParameters.value)'),
      ...lambdaFunction('Fail', 'throw new Error("no")'),
      ...lambdaFunction('Slow', 'await new Promise((done) => setTimeout(done, 3000)); return 1'),
      Forbidden: { ...lambdaFunction('Forbidden', 'return 1').Forbidden },
      ...functionRoute('EchoRoute', 'ANY /echo/{id}/{rest+}', 'Echo'),
      ...functionRoute('OldRoute', 'POST /old/{id}', 'Old', { integration: { PayloadFormatVersion: '1.0' } }),
      ...functionRoute('OldAnswerRoute', 'POST /old-answer', 'Answer', {
        integration: { PayloadFormatVersion: '1.0' },
      }),
      ...functionRoute('AnswerRoute', 'POST /answer', 'Answer'),
      ...functionRoute('TextRoute', 'GET /text', 'Text'),
      ...functionRoute('FailRoute', 'GET /fail', 'Fail'),
      ...functionRoute('SlowRoute', 'GET /slow', 'Slow', { integration: { TimeoutInMillis: 200 } }),
      ...functionRoute('ForbiddenRoute', 'GET /forbidden', 'Forbidden'),
      Default: stage('$default'),
      Dev: stage('dev', { StageVariables: { color: 'blue' } }),
    });
  }, 60_000);
  afterAll(() => api.close());

  const answer = (value: unknown, path = '/answer') => api.call(path, { method: 'POST', body: JSON.stringify(value) });

  it('hands it payload format 2.0', async () => {
    const { json, status } = await api.call('/dev/echo/a%20b/c/d?x=1&x=2&y=%26', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', cookie: 'one=1; two=2', 'X-Some': 'Thing', 'user-agent': 'test' },
      body: '{"a":1}',
    });

    expect(status).toBe(200);
    const apiId = api.values.ApiId;
    expect(json).toEqual({
      version: '2.0',
      routeKey: 'ANY /echo/{id}/{rest+}',
      rawPath: '/dev/echo/a b/c/d',
      rawQueryString: 'x=1&x=2&y=%26',
      cookies: ['one=1', 'two=2'],
      headers: expect.objectContaining({
        'content-length': '7',
        'content-type': 'application/json',
        host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
        'x-some': 'Thing',
      }),
      queryStringParameters: { x: '1,2', y: '&' },
      requestContext: {
        accountId: '000000000000',
        apiId,
        domainName: `${apiId}.execute-api.us-east-1.amazonaws.com`,
        domainPrefix: apiId,
        http: {
          method: 'PUT',
          path: '/dev/echo/a b/c/d',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: expect.stringMatching(/^[\w-]{15}=$/),
        routeKey: 'ANY /echo/{id}/{rest+}',
        stage: 'dev',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      pathParameters: { id: 'a b', rest: 'c/d' },
      stageVariables: { color: 'blue' },
      body: '{"a":1}',
      isBase64Encoded: false,
    });
  });

  it('leaves out of the event what the request has not', async () => {
    const { json } = await api.call('/echo/a/b');

    expect(json).not.toHaveProperty('cookies');
    expect(json).not.toHaveProperty('queryStringParameters');
    expect(json).not.toHaveProperty('stageVariables');
    expect(json).not.toHaveProperty('body');
    expect(json).toMatchObject({ rawPath: '/echo/a/b', rawQueryString: '', isBase64Encoded: false });
  });

  it('hands it bodies that are no text as base64', async () => {
    const { json } = await api.call('/echo/a/b', {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: new Uint8Array([1, 2, 255]),
    });

    expect(json).toMatchObject({ body: 'AQL/', isBase64Encoded: true });
  });

  it('joins headers that come more than once by commas', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const sent = httpRequest(`${api.url}/echo/a/b`, { headers: { 'x-many': ['a', 'b'] } }, async (response) => {
        resolve(Buffer.concat(await response.toArray()).toString());
      });
      sent.on('error', reject).end();
    });

    expect(JSON.parse(text).headers['x-many']).toBe('a,b');
  });

  it('hands it payload format 1.0 where the integration says so', async () => {
    const { json } = await api.call('/dev/old/7?x=1&x=2', {
      method: 'POST',
      headers: { 'X-Some': 'Thing', 'content-type': 'text/plain' },
      body: 'hello',
    });

    expect(json).toMatchObject({
      version: '1.0',
      resource: '/old/{id}',
      path: '/dev/old/7',
      httpMethod: 'POST',
      headers: { 'X-Some': 'Thing' },
      multiValueHeaders: { 'X-Some': ['Thing'] },
      queryStringParameters: { x: '2' },
      multiValueQueryStringParameters: { x: ['1', '2'] },
      pathParameters: { id: '7' },
      stageVariables: { color: 'blue' },
      requestContext: {
        resourcePath: '/old/{id}',
        httpMethod: 'POST',
        stage: 'dev',
        identity: { sourceIp: '127.0.0.1' },
      },
      body: 'hello',
      isBase64Encoded: false,
    });
  });

  it('takes what the function returns without a statusCode as the body of a 200', async () => {
    const { status, headers, json } = await answer({ message: 'hi' });

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(json).toEqual({ message: 'hi' });
    await expect(api.call('/text?value="plain"')).resolves.toMatchObject({ status: 200, text: 'plain' });
    await expect(api.call('/text?value=[1,2]')).resolves.toMatchObject({ status: 200, text: '[1,2]' });
  });

  it('takes status, headers, cookies and base64 bodies from an answer with a statusCode', async () => {
    const { status, headers, text } = await answer({
      statusCode: 201,
      headers: { 'X-Custom': 'a', 'content-type': 'text/html', 'x-number': 7 },
      cookies: ['a=1; Secure', 'b=2'],
      body: Buffer.from('hé').toString('base64'),
      isBase64Encoded: true,
    });

    expect(status).toBe(201);
    expect(headers.get('x-custom')).toBe('a');
    expect(headers.get('x-number')).toBe('7');
    expect(headers.getSetCookie()).toEqual(['a=1; Secure', 'b=2']);
    expect(headers.get('content-type')).toBe('text/html');
    expect(headers.get('apigw-requestid')).toMatch(/^[\w-]{15}=$/);
    expect(text).toBe('hé');
  });

  it('answers as text/plain where a function names no content type', async () => {
    const { headers } = await answer({ statusCode: 200, body: 'x' });

    expect(headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  });

  it('takes multiValueHeaders in format 1.0', async () => {
    const { status, headers } = await answer(
      { statusCode: 202, multiValueHeaders: { 'set-cookie': ['a', 'b'] } },
      '/old-answer',
    );

    expect(status).toBe(202);
    expect(headers.getSetCookie()).toEqual(['a', 'b']);
  });

  it.each([
    ['a status that is none', { statusCode: 'ok' }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['a header with a line break', { statusCode: 200, headers: { a: 'b\nc' } }],
  ])('answers 500 to %s', async (_, value) => {
    await expect(answer(value)).resolves.toMatchObject({ status: 500, json: { message: 'Internal Server Error' } });
  });

  it('answers 500 to an answer without statusCode in format 1.0', async () => {
    await expect(answer({ ok: true }, '/old-answer')).resolves.toMatchObject({ status: 500 });
  });

  it('answers 500 when the function fails, or may not be called', async () => {
    const failed = { status: 500, json: { message: 'Internal Server Error' } };

    await expect(api.call('/fail')).resolves.toMatchObject(failed);
    await expect(api.call('/forbidden')).resolves.toMatchObject(failed);
  });

  it('answers 504 when the integration takes longer than its time-out', async () => {
    await expect(api.call('/slow')).resolves.toMatchObject({ status: 504, json: { message: 'Service Unavailable' } });
  });

  it('answers 413 to more than 10 MB, and 431 to more than 10,240 bytes of headers', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1, 'a');

    await expect(api.call('/answer', { method: 'POST', body })).resolves.toMatchObject({ status: 413 });
    await expect(api.call('/text', { headers: { 'x-long': 'a'.repeat(10_241) } })).resolves.toMatchObject({
      status: 431,
    });
  });

  it('answers 413 to a body of no announced length once it is too long, and to what a function cannot take', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(`${api.url}/answer`, { method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      for (let count = 0; count < 11; count++) sent.write(Buffer.alloc(1024 * 1024, 'a'));
      sent.end();
    });
    const body = Buffer.alloc(7 * 1024 * 1024, 'a');

    expect(status).toBe(413);
    await expect(api.call('/answer', { method: 'POST', body })).resolves.toMatchObject({ status: 413 });
  });

  it('answers 404 to what no route fits', async () => {
    await expect(api.call('/nothing')).resolves.toMatchObject({ status: 404, json: { message: 'Not Found' } });
    await expect(api.call('/dev')).resolves.toMatchObject({ status: 404 });
    const { endpoint } = api;
    await expect(fetch(`${endpoint}/execute-api/nosuchapi1/`)).resolves.toMatchObject({ status: 404 });
  });

  it('is also reached by the host name that AWS gives it', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: `${api.values.ApiId}.execute-api.us-east-1.amazonaws.com` };
      httpRequest(`${api.endpoint}/dev/text?value=1`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

    expect(status).toBe(200);
  });
});
