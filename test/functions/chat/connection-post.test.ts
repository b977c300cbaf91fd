import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { ConnectionPost } from '../../../functions/chat/sockets/post-to-connection.ts';
import { callbackUrl, signatureOf } from './support/callback-url.ts';

const CONNECTION = 'L0SM9cOFvHcCIhw=';
const FRAME = '{"event":"message","content":"¿qué tal?"}';
const SECRET = 'secret';

describe('a frame for a connection', () => {
  let gateway: Awaited<ReturnType<typeof callbackUrl>>;
  let client: ApiGatewayManagementApiClient;
  const waits: number[] = [];
  afterEach(async () => {
    waits.length = 0;
    client.destroy();
    await gateway.close();
  });
  async function posting(...statuses: number[]): Promise<ConnectionPost> {
    gateway = await callbackUrl(...statuses);
    client = new ApiGatewayManagementApiClient({
      endpoint: gateway.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'key', secretAccessKey: SECRET, sessionToken: 'session' },
    });
    return new ConnectionPost(gateway.url, client.config, async (attempt) => void waits.push(attempt));
  }

  it('is signed so that AWS accepts it, as is what the SDK sends', async () => {
    const post = await posting();

    await post.send(CONNECTION, FRAME);
    await client.send(new PostToConnectionCommand({ ConnectionId: CONNECTION, Data: FRAME }));

    const [ours, ofTheSdk] = gateway.posted;
    expect(ours?.url).toBe(`/dev/@connections/${encodeURIComponent(CONNECTION)}`);
    expect([ours?.url, ours?.body]).toEqual([ofTheSdk?.url, ofTheSdk?.body]);
    for (const posted of gateway.posted) {
      expect(posted.headers.authorization).toMatch(/Credential=key\/\d{8}\/us-east-1\/execute-api\/aws4_request/);
      expect(posted.headers.authorization).toContain(`Signature=${signatureOf(posted, SECRET)}`);
      expect(posted.headers['x-amz-security-token']).toBe('session');
    }
  });

  it('is signed by what it says, each time', async () => {
    const post = await posting();

    for (const frame of [FRAME, FRAME, '{"event":"typing"}', FRAME]) await post.send(CONNECTION, frame);

    expect(gateway.posted.map(({ body }) => body)).toEqual([FRAME, FRAME, '{"event":"typing"}', FRAME]);
    for (const posted of gateway.posted) {
      expect(posted.headers.authorization).toContain(`Signature=${signatureOf(posted, SECRET)}`);
    }
  });

  it('is sent again when API Gateway is busy or fails', async () => {
    const post = await posting(429, 503);

    await post.send(CONNECTION, FRAME);

    expect(gateway.posted).toHaveLength(3);
    expect(waits).toEqual([0, 1]);
  });

  it('is given up after the third attempt', async () => {
    const post = await posting(500, 500, 500);

    await expect(post.send(CONNECTION, FRAME)).rejects.toMatchObject({ name: 'PostRefusedError', status: 500 });

    expect(gateway.posted).toHaveLength(3);
  });

  it.each([403, 410, 413])('is not sent again after %d', async (status) => {
    const post = await posting(status);

    await expect(post.send(CONNECTION, FRAME)).rejects.toMatchObject({ name: 'PostRefusedError', status });

    expect(gateway.posted).toHaveLength(1);
  });
});
