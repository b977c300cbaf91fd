import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { functionRoute, httpApi, lambdaFunction, type RunningApi, resource, stage, startApi } from './support/api.ts';

const url = (scheme: string) => ({
  'Fn::Join': [
    '',
    [`${scheme}://`, { Ref: 'Api' }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/dev'],
  ],
});

describe('URLs of APIs that leave a template', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi(
      {
        ...httpApi(),
        ...lambdaFunction(
          'Show',
          'return { http: process.env.HTTP, socket: process.env.SOCKET, other: process.env.OTHER }',
          {
            Environment: { Variables: { HTTP: url('https'), SOCKET: url('wss'), OTHER: 'https://example.com/dev' } },
          },
        ),
        ...functionRoute('Route', 'GET /show', 'Show'),
        Stored: resource('AWS::SSM::Parameter', { Name: 'url', Type: 'String', Value: url('https') }),
        Dev: stage('dev'),
      },
      {
        outputs: {
          Endpoint: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, Export: { Name: 'endpoint' } },
          Socket: { Value: url('wss') },
        },
      },
    );
  }, 60_000);
  afterAll(() => api.close());

  it('point to this emulator in outputs, as people and browsers name it', () => {
    const local = `localhost:${api.port}/execute-api/${api.values.ApiId}`;

    expect(api.values).toMatchObject({ Endpoint: `http://${local}`, Socket: `ws://${local}/dev` });
  });

  it('can be called by functions that have them in their environment', async () => {
    const local = `127.0.0.1:${api.port}/execute-api/${api.values.ApiId}/dev`;

    const { json } = await api.call('/dev/show');

    expect(json).toEqual({ http: `http://${local}`, socket: `ws://${local}`, other: 'https://example.com/dev' });
  });

  it('can be called by who reads them from a parameter', async () => {
    const { Parameter } = await new SSMClient(api.client).send(new GetParameterCommand({ Name: 'url' }));

    const { status } = await fetch(`${Parameter?.Value}/show`);

    expect(status).toBe(200);
  });
});
