import { request } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
  ListDistributionsCommand,
} from '@aws-sdk/client-cloudfront';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Cloud, startCloud } from '../../../emulator/cloud.ts';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(2_000))});`;

const TEMPLATE = {
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'site' } },
    Access: {
      Type: 'AWS::CloudFront::OriginAccessControl',
      Properties: {
        OriginAccessControlConfig: {
          Name: 'site',
          OriginAccessControlOriginType: 's3',
          SigningBehavior: 'always',
          SigningProtocol: 'sigv4',
        },
      },
    },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudfront.amazonaws.com' },
              Action: 's3:GetObject',
              Resource: { 'Fn::Sub': '${Bucket.Arn}/*' },
              Condition: {
                StringEquals: {
                  'AWS:SourceArn': { 'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Site}' },
                },
              },
            },
          ],
        },
      },
    },
    Headers: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: {
        ResponseHeadersPolicyConfig: {
          Name: 'site',
          SecurityHeadersConfig: {
            ContentSecurityPolicy: {
              ContentSecurityPolicy: "default-src 'self'; connect-src https://*.execute-api.us-east-1.amazonaws.com",
              Override: true,
            },
            FrameOptions: { FrameOption: 'DENY', Override: true },
          },
          RemoveHeadersConfig: { Items: [{ Header: 'Last-Modified' }] },
        },
      },
    },
    Site: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          DefaultRootObject: 'index.html',
          Origins: [
            {
              Id: 'bucket',
              DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] },
              OriginAccessControlId: { 'Fn::GetAtt': ['Access', 'Id'] },
              S3OriginConfig: { OriginAccessIdentity: '' },
            },
            {
              Id: 'unsigned',
              DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] },
              S3OriginConfig: {},
            },
            {
              Id: 'far',
              DomainName: 'example.com',
              CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
            },
          ],
          DefaultCacheBehavior: {
            TargetOriginId: 'bucket',
            ViewerProtocolPolicy: 'redirect-to-https',
            CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
            ResponseHeadersPolicyId: { Ref: 'Headers' },
            Compress: true,
          },
          CacheBehaviors: [
            { PathPattern: '/raw/*', TargetOriginId: 'unsigned', ViewerProtocolPolicy: 'allow-all' },
            { PathPattern: 'far/?', TargetOriginId: 'far', ViewerProtocolPolicy: 'allow-all' },
          ],
          CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 200, ResponsePagePath: '/index.html' }],
        },
      },
    },
  },
  Outputs: { Url: { Value: { 'Fn::Sub': 'https://${Site.DomainName}' } }, Id: { Value: { Ref: 'Site' } } },
};

let cloud: Cloud;
let s3: S3Client;
let cloudFront: CloudFrontClient;
let id: string;

beforeAll(async () => {
  cloud = await startCloud({ webPort: 0 });
  const client = {
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  s3 = new S3Client(client);
  cloudFront = new CloudFrontClient(client);
  const cloudFormation = new CloudFormationClient(client);
  await cloudFormation.send(new CreateStackCommand({ StackName: 'site', TemplateBody: JSON.stringify(TEMPLATE) }));
  const waiting = { client: cloudFormation, maxWaitTime: 20, minDelay: 1, maxDelay: 1 };
  await waitUntilStackCreateComplete(waiting, { StackName: 'site' });
  cloudFormation.destroy();
  id = cloud.deployer.outputs().site?.Id ?? '';
  const put = (Key: string, Body: string, ContentType: string) =>
    s3.send(new PutObjectCommand({ Bucket: 'site', Key, Body, ContentType, CacheControl: 'no-cache' }));
  await put('index.html', '<h1>Site</h1>', 'text/html');
  await put('assets/a b.js', SCRIPT, 'text/javascript');
  await put('raw/x.txt', 'x', 'text/plain');
});

afterAll(async () => {
  s3.destroy();
  cloudFront.destroy();
  await cloud.close();
});

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      const sent = request(`${cloud.webUrl}${path}`, { headers, method, agent: false }, async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) });
      });
      sent.on('error', reject).end();
    },
  );
}

describe('a distribution', () => {
  it('is reached where its URL points to, when that leaves the template', () => {
    expect(cloud.deployer.outputs().site?.Url).toBe(cloud.webUrl);
  });

  it('serves its root object, with the headers of its policy, where sources of AWS are this machine', async () => {
    const { status, headers, body } = await get('/');
    expect([status, body.toString()]).toEqual([200, '<h1>Site</h1>']);
    expect(headers).toMatchObject({
      'content-type': 'text/html',
      'cache-control': 'no-cache',
      'x-frame-options': 'DENY',
      'content-security-policy': `default-src 'self'; connect-src http://localhost:${cloud.port} http://127.0.0.1:${cloud.port}`,
    });
    expect(headers).not.toHaveProperty('last-modified');
  });

  it('compresses what is worth it, as the browser can read it', async () => {
    const { headers, body } = await get('/assets/a%20b.js', { 'accept-encoding': 'gzip, br' });
    expect(headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
    expect((await get('/', { 'accept-encoding': 'br' })).headers).not.toHaveProperty('content-encoding');
  });

  it('says that nothing has changed, also to who has it compressed', async () => {
    const { headers } = await get('/assets/a%20b.js', { 'accept-encoding': 'br' });
    const again = await get('/assets/a%20b.js', { 'accept-encoding': 'br', 'if-none-match': String(headers.etag) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it('answers a part of an object', async () => {
    const { status, headers, body } = await get('/assets/a%20b.js', { range: 'bytes=0-6' });
    expect([status, body.toString(), headers['content-range']]).toEqual([206, 'console', `bytes 0-6/${SCRIPT.length}`]);
  });

  it('answers with its error page what the bucket refuses', async () => {
    const { status, headers, body } = await get('/chat/general');
    expect([status, body.toString(), headers['x-frame-options']]).toEqual([200, '<h1>Site</h1>', 'DENY']);
  });

  it('reads a bucket like anybody where the origin has no access control', async () => {
    // The bucket refuses, and the error page stands in for that, too.
    expect((await get('/raw/x.txt')).body.toString()).toBe('<h1>Site</h1>');
    await s3.send(new DeleteObjectCommand({ Bucket: 'site', Key: 'index.html' }));
    const { status, body } = await get('/raw/x.txt');
    expect([status, body.toString()]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
    await s3.send(
      new PutObjectCommand({ Bucket: 'site', Key: 'index.html', Body: '<h1>Site</h1>', ContentType: 'text/html' }),
    );
  });

  it('asks no server but one on this machine', async () => {
    const { status, body } = await get('/far/1');
    expect([status, body.toString()]).toEqual([502, 'The origin example.com is not on this machine']);
  });

  it('refuses methods that it does not allow', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(403);
  });
});

describe('the API of CloudFront', () => {
  it('describes distributions', async () => {
    const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({}));
    expect(DistributionList).toMatchObject({
      Quantity: 1,
      IsTruncated: false,
      Items: [{ Id: id, Status: 'Deployed' }],
    });
    const { Distribution } = await cloudFront.send(new GetDistributionCommand({ Id: id }));
    expect(Distribution).toMatchObject({
      ARN: `arn:aws:cloudfront::000000000000:distribution/${id}`,
      DistributionConfig: { DefaultRootObject: 'index.html', Origins: { Quantity: 3 } },
    });
    const unknown = cloudFront.send(new GetDistributionCommand({ Id: 'E0' }));
    await expect(unknown).rejects.toMatchObject({ name: 'NoSuchDistribution' });
  });

  it('takes an invalidation once for each reference, and is done with it at once', async () => {
    const batch = (Items: string[]) => ({
      DistributionId: id,
      InvalidationBatch: { CallerReference: 'one', Paths: { Quantity: Items.length, Items } },
    });
    const { Invalidation: first } = await cloudFront.send(new CreateInvalidationCommand(batch(['/*'])));
    const { Invalidation: second } = await cloudFront.send(new CreateInvalidationCommand(batch(['/*'])));
    expect(second?.Id).toBe(first?.Id);
    const found = await cloudFront.send(new GetInvalidationCommand({ DistributionId: id, Id: first?.Id }));
    expect(found.Invalidation).toMatchObject({ Status: 'Completed', InvalidationBatch: { Paths: { Items: ['/*'] } } });
    const wrong = cloudFront.send(new CreateInvalidationCommand(batch(['index.html'])));
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});
