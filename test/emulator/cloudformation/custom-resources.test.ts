import { operation } from '../../../emulator/door/operation.ts';
import { listen } from '../../../emulator/door/wire/server.ts';
import { createCloudFormation } from '../../../emulator/services/cloudformation/service.ts';
import { RESPONSE_PATH } from '../../../emulator/template/custom-resources.ts';
import { assemblyOf, removeAssemblies, startDeployer, thing } from '../template/support.ts';
import { serviceWith } from './support.ts';

afterAll(removeAssemblies);

interface Request {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly RequestId: string;
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Record<string, unknown>;
  readonly OldResourceProperties?: Record<string, unknown>;
}
interface Invoked {
  readonly FunctionError?: string;
  readonly Payload?: Uint8Array;
}
type Provider = (request: Request, answer: (response: object) => Promise<number>) => Promise<Invoked>;

/** A deployer whose function `provider` is the given one, with the HTTP path for answers on a free port. */
async function start(provider: Provider) {
  const requests: Request[] = [];
  const invoke = operation<{ Payload: Uint8Array }, Invoked>({
    name: 'Invoke',
    access: () => [],
    async run({ Payload }) {
      const request: Request = JSON.parse(Buffer.from(Payload).toString());
      requests.push(request);
      return provider(request, async (response) => {
        const { status } = await fetch(request.ResponseURL, { method: 'PUT', body: JSON.stringify(response) });
        return status;
      });
    },
  });
  const running = startDeployer({ services: [serviceWith('lambda', { operations: [invoke] })] });
  let port = 0;
  const cloudFormation = createCloudFormation({ ...running, endpoint: () => `http://127.0.0.1:${port}` });
  running.door.add(cloudFormation);
  const server = await listen({
    mounts: cloudFormation.mounts,
    port: 0,
    hosts: ['127.0.0.1'],
    onFault: () => undefined,
  });
  port = server.port;
  return { ...running, requests, close: () => server.close(), port };
}

const ServiceToken = 'arn:aws:lambda:us-east-1:000000000000:function:provider';
const custom = (properties: object, name = 'Custom::Greeting') => ({
  Type: name,
  Properties: { ServiceToken, ...properties },
});

const greet: Provider = async (request, answer) => {
  await answer({
    Status: 'SUCCESS',
    PhysicalResourceId: `greeting-${request.ResourceProperties.Who}`,
    Data: { Text: `Hello ${request.ResourceProperties.Who}` },
  });
  return {};
};

describe('A custom resource', () => {
  it('is asked of its function, whose answer gives id and attributes', async () => {
    const cloud = await start(greet);

    await cloud.deployer.deploy(
      assemblyOf({
        app: {
          Resources: {
            Greeting: custom({ Who: 'you', Loud: true, Times: 2 }),
            Thing: thing({ Name: 'thing', Label: { 'Fn::GetAtt': ['Greeting', 'Text'] } }),
          },
        },
      }),
    );

    expect(cloud.requests).toEqual([
      {
        RequestType: 'Create',
        ResponseURL: expect.stringContaining(`http://127.0.0.1:${cloud.port}${RESPONSE_PATH}`),
        StackId: cloud.deployer.stacks.find('app')?.id,
        RequestId: expect.any(String),
        ResourceType: 'Custom::Greeting',
        LogicalResourceId: 'Greeting',
        ResourceProperties: { ServiceToken, Who: 'you', Loud: 'true', Times: '2' },
      },
    ]);
    expect(cloud.things.get('thing')?.label).toBe('Hello you');
    await cloud.close();
  });

  it('that answers another id to an update is a new resource, and the old one is deleted', async () => {
    const cloud = await start(greet);
    const template = (who: string) => ({ app: { Resources: { Greeting: custom({ Who: who }) } } });
    await cloud.deployer.deploy(assemblyOf(template('you')));

    await cloud.deployer.deploy(assemblyOf(template('all')));

    expect(cloud.requests.slice(1)).toMatchObject([
      {
        RequestType: 'Update',
        PhysicalResourceId: 'greeting-you',
        OldResourceProperties: { Who: 'you' },
        ResourceProperties: { Who: 'all' },
      },
      { RequestType: 'Delete', PhysicalResourceId: 'greeting-you', ResourceProperties: { Who: 'you' } },
    ]);
    await cloud.close();
  });

  it('fails the deployment with the reason of its function, which is told to take back what it made', async () => {
    const cloud = await start(async (request, answer) => {
      await answer({
        Status: request.RequestType === 'Create' ? 'FAILED' : 'SUCCESS',
        Reason: 'no time',
        PhysicalResourceId: 'half',
      });
      return {};
    });

    await expect(cloud.deployer.deploy(assemblyOf({ app: { Resources: { Greeting: custom({}) } } }))).rejects.toThrow(
      /^app\/Greeting Custom::Greeting: Received response status \[FAILED\] from custom resource\. Message returned: no time \(RequestId: .+\)$/,
    );
    expect(cloud.requests.map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId])).toEqual([
      ['Create', undefined],
      ['Delete', 'half'],
    ]);
    await cloud.close();
  });

  it('fails at once when its function fails before it answers', async () => {
    const cloud = await start(async () => ({
      FunctionError: 'Unhandled',
      Payload: Buffer.from('{"errorMessage":"boom"}'),
    }));

    await expect(cloud.deployer.deploy(assemblyOf({ app: { Resources: { Greeting: custom({}) } } }))).rejects.toThrow(
      /failed before it answered: \{"errorMessage":"boom"\}/,
    );
    await cloud.close();
  });

  it('fails when no answer comes in time', async () => {
    const cloud = await start(async () => {
      cloud.clock.advance(60_000);
      return {};
    });

    await expect(
      cloud.deployer.deploy(assemblyOf({ app: { Resources: { Greeting: custom({ ServiceTimeout: 60 }) } } })),
    ).rejects.toThrow('CloudFormation did not receive a response from your Custom Resource.');
    await cloud.close();
  });

  it('does not keep the emulator from stopping, and is asked again at the next start', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    const cloud = await start(async () => {
      resolve();
      return {};
    });
    const assembly = assemblyOf({ app: { Resources: { Greeting: custom({}) } } });
    const deploying = cloud.deployer.deploy(assembly);
    await asked;

    await Promise.all([expect(deploying).rejects.toThrow('The deployment was stopped'), cloud.deployer.stop()]);

    expect(cloud.deployer.stacks.find('app')).toMatchObject({ status: 'CREATE_IN_PROGRESS' });
    await cloud.close();
  });

  it.each([
    [
      'too long',
      { Status: 'SUCCESS', PhysicalResourceId: 'x', Data: { Long: 'x'.repeat(5000) } },
      'Response object is too long.',
    ],
    ['without an id', { Status: 'SUCCESS' }, 'Invalid PhysicalResourceId'],
    ['without a status', { PhysicalResourceId: 'x' }, 'Invalid response'],
  ])('takes no answer that is %s', async (_what, response, message) => {
    const cloud = await start(async (_request, answer) => {
      await answer(response);
      return {};
    });

    await expect(cloud.deployer.deploy(assemblyOf({ app: { Resources: { Greeting: custom({}) } } }))).rejects.toThrow(
      message,
    );
    await cloud.close();
  });

  it('takes one answer only, and none for an unknown request', async () => {
    const { promise: statuses, resolve } = Promise.withResolvers<number[]>();
    const cloud = await start(async (request, answer) => {
      const response = { Status: 'SUCCESS', PhysicalResourceId: 'x' };
      const first = await answer(response);
      const second = await answer(response);
      const { status: unknown } = await fetch(`${request.ResponseURL}x`, { method: 'PUT', body: '{}' });
      resolve([first, second, unknown]);
      return {};
    });

    await cloud.deployer.deploy(
      assemblyOf({ app: { Resources: { Greeting: custom({}, 'AWS::CloudFormation::CustomResource') } } }),
    );

    expect(await statuses).toEqual([200, 403, 403]);
    await cloud.close();
  });
});
