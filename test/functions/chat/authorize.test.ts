import { authorize } from '../../../functions/chat/authorize/authorize.ts';
import { findToken, offeredProtocols } from '../../../functions/chat/authorize/find-token.ts';

const TOKEN = 'aaa.bbb.ccc';
const ARN = 'arn:aws:execute-api:us-east-1:000000000000:abc/dev/$connect';

describe('the token of a handshake', () => {
  it.each([
    ['in the query', { headers: {}, queryStringParameters: { token: TOKEN } }],
    ['among the subprotocols', { headers: { 'Sec-WebSocket-Protocol': `telar, ${TOKEN}` }, queryStringParameters: {} }],
    ['in a header of any case', { headers: { 'sec-websocket-protocol': TOKEN }, queryStringParameters: {} }],
  ])('is found %s', (_, handshake) => {
    expect(findToken(handshake)).toBe(TOKEN);
  });

  it('is not a subprotocol that looks like none', () => {
    const headers = { 'Sec-WebSocket-Protocol': 'telar, mqtt' };
    expect(findToken({ headers, queryStringParameters: {} })).toBeUndefined();
    expect(offeredProtocols(headers)).toEqual(['telar', 'mqtt']);
  });
});

describe('the authorizer', () => {
  const ask = (token: string | undefined) =>
    authorize({ headers: {}, queryStringParameters: token ? { token } : {} }, ARN, {
      verify: async (given) => {
        if (given === 'the.keys.away') throw new Error('the keys of the pool cannot be had');
        return given === TOKEN ? { userId: 'ana', expiresAt: 9_000 } : undefined;
      },
    });

  it('lets in whoever has a good token, and hands on who it is', async () => {
    expect(await ask(TOKEN)).toEqual({
      principalId: 'ana',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: ARN }],
      },
      context: { userId: 'ana', tokenExpiresAt: '9000' },
    });
  });

  it.each([
    ['without a token', undefined],
    ['with a token that is not good', 'x.y.z'],
  ])('denies the handshake %s, which is no failure', async (_, token) => {
    expect(await ask(token)).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Deny', Resource: ARN }] } });
  });

  it('fails when it cannot tell', async () => {
    await expect(ask('the.keys.away')).rejects.toThrow('cannot be had');
  });
});
