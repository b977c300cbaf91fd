import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteApiCommand,
  DeleteIntegrationCommand,
  GetApisCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { type Cloud, startCloud } from '../../../../emulator/cloud.ts';

describe('the control plane of HTTP APIs', () => {
  let cloud: Cloud;
  let client: ApiGatewayV2Client;
  beforeAll(async () => {
    cloud = await startCloud();
    client = clientOf(cloud);
  });
  afterAll(() => cloud.close());

  const newApi = async (Name: string) =>
    (await client.send(new CreateApiCommand({ Name, ProtocolType: 'HTTP' }))).ApiId ?? '';

  it('creates, changes, lists and deletes APIs', async () => {
    const made = await client.send(
      new CreateApiCommand({
        Name: 'one',
        ProtocolType: 'HTTP',
        CorsConfiguration: { AllowOrigins: ['*'] },
        Tags: { a: '1' },
      }),
    );
    expect(made).toMatchObject({
      ApiEndpoint: `https://${made.ApiId}.execute-api.us-east-1.amazonaws.com`,
      ApiId: expect.stringMatching(/^[a-z0-9]{10}$/),
      RouteSelectionExpression: '${request.method} ${request.path}',
      CreatedDate: expect.any(Date),
    });
    const { ApiId } = made;
    await client.send(new UpdateApiCommand({ ApiId, Name: 'renamed' }));
    const { Items = [] } = await client.send(new GetApisCommand({}));
    expect(Items.find((api) => api.ApiId === ApiId)).toMatchObject({
      Name: 'renamed',
      CorsConfiguration: { AllowOrigins: ['*'] },
    });

    await client.send(new DeleteApiCommand({ ApiId }));
    await expect(client.send(new DeleteApiCommand({ ApiId }))).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('pages through lists', async () => {
    const ApiId = await newApi('paged');
    for (const path of ['a', 'b', 'c']) await client.send(new CreateRouteCommand({ ApiId, RouteKey: `GET /${path}` }));

    const first = await client.send(new GetRoutesCommand({ ApiId, MaxResults: '2' }));
    const rest = await client.send(new GetRoutesCommand({ ApiId, NextToken: first.NextToken }));

    expect(first.Items).toHaveLength(2);
    expect(rest.Items).toMatchObject([{ RouteKey: 'GET /c' }]);
    expect(rest.NextToken).toBeUndefined();
  });

  it.each([
    ['a key without a path', { RouteKey: 'GET' }],
    ['an unknown method', { RouteKey: 'FETCH /x' }],
    ['a greedy variable in the middle', { RouteKey: 'GET /{all+}/x' }],
    ['a target that is none', { RouteKey: 'GET /x', Target: 'somewhere' }],
    ['an authorizer that is not named', { RouteKey: 'GET /x', AuthorizationType: 'JWT' as const }],
    ['scopes without tokens', { RouteKey: 'GET /x', AuthorizationScopes: ['a'] }],
  ])('refuses a route with %s', async (_, route) => {
    const ApiId = await newApi('routes');

    await expect(client.send(new CreateRouteCommand({ ApiId, ...route }))).rejects.toMatchObject({
      name: 'BadRequestException',
    });
  });

  it('refuses a route that is there already', async () => {
    const ApiId = await newApi('twice');
    await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /x' }));

    await expect(client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /x' }))).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });

  it('names the service integrations that it does not have', async () => {
    const ApiId = await newApi('services');
    const create = (IntegrationSubtype: string, RequestParameters: Record<string, string>) =>
      client.send(
        new CreateIntegrationCommand({
          ApiId,
          IntegrationType: 'AWS_PROXY',
          IntegrationSubtype,
          CredentialsArn: 'arn:aws:iam::000000000000:role/r',
          PayloadFormatVersion: '1.0',
          RequestParameters,
        }),
      );

    await expect(create('Kinesis-PutRecord', {})).rejects.toThrow('no integration subtype Kinesis-PutRecord');
    await expect(create('SQS-SendMessage', { QueueUrl: 'q' })).rejects.toThrow('MessageBody');
  });

  it('keeps an integration that a route leads to', async () => {
    const ApiId = await newApi('kept');
    const { IntegrationId } = await client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'GET',
        IntegrationUri: 'http://127.0.0.1:1',
      }),
    );
    await client.send(new CreateRouteCommand({ ApiId, RouteKey: '$default', Target: `integrations/${IntegrationId}` }));

    await expect(client.send(new DeleteIntegrationCommand({ ApiId, IntegrationId }))).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });

  it('tags APIs and stages', async () => {
    const ApiId = await newApi('tagged');
    const ResourceArn = `arn:aws:apigateway:us-east-1::/apis/${ApiId}`;
    await client.send(new TagResourceCommand({ ResourceArn, Tags: { a: '1', b: '2' } }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));

    await expect(client.send(new GetTagsCommand({ ResourceArn }))).resolves.toMatchObject({ Tags: { b: '2' } });
  });

  it('serves what was deployed until the stage is given another deployment', async () => {
    const ApiId = await newApi('frozen');
    const { IntegrationId } = await client.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'GET',
        IntegrationUri: 'http://127.0.0.1:1',
      }),
    );
    const { RouteId } = await client.send(
      new CreateRouteCommand({ ApiId, RouteKey: 'GET /old', Target: `integrations/${IntegrationId}` }),
    );
    const deploy = async () => (await client.send(new CreateDeploymentCommand({ ApiId }))).DeploymentId;
    await client.send(new CreateStageCommand({ ApiId, StageName: 'dev', DeploymentId: await deploy() }));
    await client.send(new UpdateRouteCommand({ ApiId, RouteId, RouteKey: 'GET /new' }));
    const status = async (path: string) => (await fetch(`${cloud.endpoint}/execute-api/${ApiId}/dev${path}`)).status;

    // Nobody listens behind the route: 503 says that there is one.
    expect([await status('/old'), await status('/new')]).toEqual([503, 404]);
    const DeploymentId = await deploy();
    await client.send(new UpdateStageCommand({ ApiId, StageName: 'dev', DeploymentId }));
    expect([await status('/old'), await status('/new')]).toEqual([404, 503]);
    await expect(client.send(new GetStageCommand({ ApiId, StageName: 'dev' }))).resolves.toMatchObject({
      DeploymentId,
    });
  });
});

it('keeps APIs over a restart', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'telar-apis-'));
  const first = await startCloud({ dataDirectory });
  const { ApiId } = await clientOf(first).send(
    new CreateApiCommand({ Name: 'kept', ProtocolType: 'HTTP', Target: 'http://127.0.0.1:1' }),
  );
  await first.close();

  const second = await startCloud({ dataDirectory });
  const { status } = await fetch(`${second.endpoint}/execute-api/${ApiId}/anything`);
  await second.close();
  rmSync(dataDirectory, { recursive: true });

  expect(status).toBe(503);
});

function clientOf({ endpoint }: Cloud): ApiGatewayV2Client {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new ApiGatewayV2Client({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}
