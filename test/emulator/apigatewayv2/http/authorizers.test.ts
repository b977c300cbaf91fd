import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiGatewayV2Client, ResetAuthorizersCacheCommand } from '@aws-sdk/client-apigatewayv2';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import {
  attribute,
  functionRoute,
  httpApi,
  lambdaFunction,
  type RunningApi,
  resource,
  role,
  stage,
  startApi,
} from './support/api.ts';

interface Issuer {
  readonly url: string;
  readonly server: Server;
  /** How often its keys were fetched. */
  fetches: number;
  token(claims?: Record<string, unknown>, kid?: string): Promise<string>;
}

/** An issuer on this machine, with discovery and keys as OpenID wants them. */
async function startIssuer(now: () => number): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'first', alg: 'RS256', use: 'sig' }];
  const server = createServer((message, response) => {
    const isKeys = message.url === '/keys';
    if (isKeys) issuer.fetches += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isKeys ? { keys } : { issuer: issuer.url, jwks_uri: `${issuer.url}/keys` }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const seconds = () => Math.floor(now() / 1_000);
  const issuer: Issuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    fetches: 0,
    token: (claims = {}, kid = 'first') =>
      new SignJWT({ iss: issuer.url, aud: 'client', sub: 'someone', iat: seconds(), exp: seconds() + 60, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign(privateKey),
  };
  return issuer;
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('a JWT authorizer', () => {
  const clock = new ManualClock(Date.now());
  let issuer: Issuer;
  let api: RunningApi;
  beforeAll(async () => {
    issuer = await startIssuer(() => clock.now());
    const jwt = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Jwt' } };
    api = await startApi(
      {
        ...httpApi({ CorsConfiguration: { AllowOrigins: ['https://web.example'] } }),
        ...lambdaFunction('Who', 'return event.requestContext.authorizer'),
        Jwt: resource('AWS::ApiGatewayV2::Authorizer', {
          ApiId: { Ref: 'Api' },
          AuthorizerType: 'JWT',
          Name: 'jwt',
          IdentitySource: ['$request.header.Authorization'],
          JwtConfiguration: { Issuer: issuer.url, Audience: ['client'] },
        }),
        ...functionRoute('Me', 'GET /me', 'Who', { route: jwt }),
        ...functionRoute('Admin', 'GET /admin', 'Who', { route: { ...jwt, AuthorizationScopes: ['admin', 'root'] } }),
        Default: stage('$default'),
      },
      { clock },
    );
  }, 60_000);
  afterAll(async () => {
    await api.close();
    issuer.server.close();
  });

  it('hands the claims on as text', async () => {
    const token = await issuer.token({ 'cognito:groups': ['admin', 'member'], email_verified: true, nested: { a: 1 } });

    const { status, json } = await api.call('/me', bearer(token));

    expect(status).toBe(200);
    expect(json).toEqual({
      jwt: {
        claims: {
          iss: issuer.url,
          aud: 'client',
          sub: 'someone',
          iat: expect.stringMatching(/^\d+$/),
          exp: expect.stringMatching(/^\d+$/),
          'cognito:groups': '[admin member]',
          email_verified: 'true',
          nested: '{"a":1}',
        },
        scopes: null,
      },
    });
  });

  it('takes client_id for the audience of tokens that have none', async () => {
    const token = await issuer.token({ aud: undefined, client_id: 'client' });

    await expect(api.call('/me', bearer(token))).resolves.toMatchObject({ status: 200 });
  });

  it('takes the token with and without "Bearer"', async () => {
    const token = await issuer.token();

    await expect(api.call('/me', { headers: { authorization: token } })).resolves.toMatchObject({ status: 200 });
  });

  it('fetches the keys of an issuer once for two hours', async () => {
    await api.call('/me', bearer(await issuer.token()));
    const before = issuer.fetches;

    await api.call('/me', bearer(await issuer.token({ jti: 'another' })));
    expect(issuer.fetches).toBe(before);

    clock.advance(2 * 60 * 60 * 1_000 + 1);
    await expect(api.call('/me', bearer(await issuer.token()))).resolves.toMatchObject({ status: 200 });
    expect(issuer.fetches).toBe(before + 1);
  });

  it('answers 401 without a token, and tells browsers of the page’s own origin', async () => {
    const { status, json, headers } = await api.call('/me', { headers: { origin: 'https://web.example' } });

    expect({ status, json }).toEqual({ status: 401, json: { message: 'Unauthorized' } });
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(headers.get('access-control-allow-origin')).toBe('https://web.example');
  });

  it('answers 401 to a token that expired, also one that was accepted before', async () => {
    const token = await issuer.token();
    await expect(api.call('/me', bearer(token))).resolves.toMatchObject({ status: 200 });

    clock.advance(60_000);
    const { status, headers } = await api.call('/me', bearer(token));

    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe(
      'Bearer scope="" error="invalid_token" error_description="the token has expired"',
    );
  });

  const hour = 3_600;
  const seconds = () => Math.floor(clock.now() / 1_000);
  it.each<[string, () => Promise<string> | string]>([
    ['of another issuer', () => issuer.token({ iss: 'http://127.0.0.1:1' })],
    ['for another client', () => issuer.token({ aud: 'other' })],
    ['for nobody', () => issuer.token({ aud: undefined })],
    ['without an end', () => issuer.token({ exp: undefined })],
    ['that is not valid yet', () => issuer.token({ nbf: seconds() + hour })],
    ['issued in the future', () => issuer.token({ iat: seconds() + hour })],
    ['with an unknown key', () => issuer.token({}, 'second')],
    ['with alg none', () => new UnsecuredJWT({ iss: issuer.url, aud: 'client', exp: seconds() + 60 }).encode()],
    [
      'signed with a secret',
      () =>
        new SignJWT({ iss: issuer.url, aud: 'client', exp: seconds() + 60 })
          .setProtectedHeader({ alg: 'HS256', kid: 'first' })
          .sign(Buffer.alloc(32, 1)),
    ],
    [
      'signed by somebody else',
      async () =>
        new SignJWT({ iss: issuer.url, aud: 'client', exp: seconds() + 60 })
          .setProtectedHeader({ alg: 'RS256', kid: 'first' })
          .sign((await generateKeyPair('RS256')).privateKey),
    ],
    ['whose claims were changed', async () => tampered(await issuer.token())],
    ['that is none', () => 'nonsense'],
  ])('answers 401 to a token %s', async (_, make) => {
    const { status, json } = await api.call('/me', bearer(await make()));

    expect({ status, json }).toEqual({ status: 401, json: { message: 'Unauthorized' } });
  });

  it('wants one of the route’s scopes', async () => {
    const without = await api.call('/admin', bearer(await issuer.token({ scope: 'read write' })));
    const allowed = await api.call('/admin', bearer(await issuer.token({ scope: 'read root' })));

    expect(without).toMatchObject({ status: 403, json: { message: 'Forbidden' } });
    expect(without.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(allowed).toMatchObject({ status: 200, json: { jwt: { scopes: ['read', 'root'] } } });
  });
});

function tampered(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url');
  return [header, changed, signature].join('.');
}

describe('a Lambda authorizer', () => {
  const clock = new ManualClock(Date.now());
  let api: RunningApi;
  beforeAll(async () => {
    const authorizer = (name: string, properties: Record<string, unknown>) =>
      resource('AWS::ApiGatewayV2::Authorizer', {
        ApiId: { Ref: 'Api' },
        AuthorizerType: 'REQUEST',
        Name: name,
        AuthorizerUri: {
          'Fn::Sub':
            'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Guard.Arn}/invocations',
        },
        AuthorizerPayloadFormatVersion: '2.0',
        IdentitySource: ['$request.header.x-user'],
        ...properties,
      });
    const custom = (id: string) => ({ route: { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: id } } });
    api = await startApi(
      {
        ...httpApi(),
        ...lambdaFunction('Who', 'return event.requestContext.authorizer'),
        ...lambdaFunction('Old', 'return { statusCode: 200, body: JSON.stringify(event.requestContext.authorizer) }'),
        ...lambdaFunction('Guard', GUARD),
        Simple: authorizer('simple', { EnableSimpleResponses: true, AuthorizerResultTtlInSeconds: 60 }),
        Policy: authorizer('policy', { AuthorizerPayloadFormatVersion: '1.0' }),
        ...functionRoute('Simply', 'GET /simple', 'Who', custom('Simple')),
        ...functionRoute('ByPolicy', 'GET /policy/{id}', 'Old', {
          ...custom('Policy'),
          integration: { PayloadFormatVersion: '1.0' },
        }),
        Default: stage('$default'),
      },
      { clock },
    );
  }, 60_000);
  afterAll(() => api.close());

  const as = (user: string) => ({ headers: { 'x-user': user } });

  it('lets in whom it says, and hands on what it says of them', async () => {
    const { status, json } = await api.call('/simple', as('ann'));

    expect(status).toBe(200);
    expect(json).toMatchObject({ lambda: { user: 'ann', source: ['ann'], version: '2.0', number: 7 } });
  });

  it('is not asked again about the same identity until its answer is too old, or forgotten', async () => {
    const asked = async (user: string) => {
      const { text } = await api.call('/simple', as(user));
      return JSON.parse(text).lambda.asked;
    };
    const first = await asked('bob');

    expect(await asked('bob')).toBe(first);
    expect(await asked('ben')).not.toBe(first);
    clock.advance(60_000);
    const second = await asked('bob');
    expect(second).not.toBe(first);
    const client = new ApiGatewayV2Client(api.client);
    await client.send(new ResetAuthorizersCacheCommand({ ApiId: api.values.ApiId, StageName: '$default' }));
    expect(await asked('bob')).not.toBe(second);
  });

  it('answers 401 without identity, 403 to whom it denies, 500 when it fails', async () => {
    await expect(api.call('/simple')).resolves.toMatchObject({ status: 401, json: { message: 'Unauthorized' } });
    await expect(api.call('/simple', as('deny'))).resolves.toMatchObject({
      status: 403,
      json: { message: 'Forbidden' },
    });
    await expect(api.call('/simple', as('unknown'))).resolves.toMatchObject({ status: 401 });
    await expect(api.call('/simple', as('fail'))).resolves.toMatchObject({ status: 500 });
    await expect(api.call('/simple', as('nonsense'))).resolves.toMatchObject({ status: 500 });
  });

  it('may answer a policy, which is held against the route that is called', async () => {
    const { status, json } = await api.call('/policy/1', as('ann'));

    expect(status).toBe(200);
    expect(json).toEqual({ principalId: 'ann', user: 'ann' });
    await expect(api.call('/policy/2', as('ann'))).resolves.toMatchObject({ status: 403 });
  });
});

/** Answers simply, or with a policy for one path, by the format it was called with. */
const GUARD = `
  if (event.version === '1.0') {
    const Resource = event.methodArn.replace(/[^/]+$/, '1');
    const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }];
    const user = event.identitySource;
    return { principalId: user, policyDocument: { Version: '2012-10-17', Statement }, context: { user } };
  }
  const user = event.headers['x-user'];
  if (user === 'fail') throw new Error('broken');
  if (user === 'unknown') throw new Error('Unauthorized');
  if (user === 'nonsense') return { yes: true };
  const context = { user, source: event.identitySource, version: event.version, number: 7, asked: process.hrtime().join('.') };
  return { isAuthorized: user !== 'deny', context };
`;

describe('a route with IAM authorization', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi(
      {
        ...httpApi(),
        ...lambdaFunction('Who', 'return event.requestContext.authorizer.iam'),
        ...functionRoute('Signed', 'GET /signed', 'Who', { route: { AuthorizationType: 'AWS_IAM' } }),
        Caller: role('*', 'execute-api:Invoke'),
        Stranger: role('*', 'sqs:SendMessage'),
        Default: stage('$default'),
      },
      { outputs: { Caller: { Value: attribute('Caller', 'Arn') }, Stranger: { Value: attribute('Stranger', 'Arn') } } },
    );
  }, 60_000);
  afterAll(() => api.close());

  const signedBy = async (name: string) => {
    const { STSClient, AssumeRoleCommand } = await import('@aws-sdk/client-sts');
    const { Credentials } = await new STSClient(api.client).send(
      new AssumeRoleCommand({ RoleArn: api.values[name], RoleSessionName: 'test' }),
    );
    return {
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${Credentials?.AccessKeyId}/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=00`,
        'x-amz-security-token': Credentials?.SessionToken ?? '',
      },
    };
  };

  it('lets in who may invoke it, and says who that is', async () => {
    const { status, json } = await api.call('/signed', await signedBy('Caller'));

    expect(status).toBe(200);
    expect(json).toMatchObject({
      accountId: '000000000000',
      userArn: expect.stringMatching(/^arn:aws:sts::000000000000:assumed-role\/.+\/test$/),
    });
  });

  it('answers 403 to others, and to requests without a signature', async () => {
    await expect(api.call('/signed', await signedBy('Stranger'))).resolves.toMatchObject({ status: 403 });
    await expect(api.call('/signed')).resolves.toMatchObject({ status: 403, json: { message: 'Forbidden' } });
  });
});
