import { DescribePipeCommand, ListPipesCommand } from '@aws-sdk/client-pipes';
import { assemblyOf, removeAssemblies, startDeployer } from '../template/support.ts';
import { ARN, type Plumbing, ROLE, startPlumbing } from './support/plumbing.ts';

describe('AWS::Pipes::Pipe', () => {
  let plumbing: Plumbing;
  beforeEach(async () => {
    plumbing = await startPlumbing();
    await plumbing.queue('source');
  });
  afterEach(() => plumbing.close());
  afterAll(removeAssemblies);

  function start() {
    const services = plumbing.door.services().filter(({ name }) => name === 'pipes');
    const { deployer } = startDeployer({ store: plumbing.store, services });
    return (Resources: Record<string, unknown>) =>
      deployer.deploy(assemblyOf({ app: { Resources } }), undefined, { application: 'app' });
  }
  const pipe = (Properties: object = {}) => ({
    Type: 'AWS::Pipes::Pipe',
    Properties: {
      Name: 'orders',
      Source: ARN('sqs', 'source'),
      SourceParameters: { SqsQueueParameters: { BatchSize: '5', MaximumBatchingWindowInSeconds: 1 } },
      Target: ARN('states', 'stateMachine:m'),
      TargetParameters: {
        InputTemplate: '<$.body>',
        StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' },
      },
      RoleArn: ROLE,
      Tags: { k: 'v' },
      ...Properties,
    },
  });
  const describePipe = () => plumbing.pipes.send(new DescribePipeCommand({ Name: 'orders' }));

  it('makes a pipe that runs, changes it in place and takes it away', async () => {
    const deploy = start();
    await deploy({ Pipe: pipe() });
    expect(await describePipe()).toMatchObject({
      CurrentState: 'RUNNING',
      SourceParameters: { SqsQueueParameters: { BatchSize: 5, MaximumBatchingWindowInSeconds: 1 } },
      Tags: { k: 'v' },
    });
    await deploy({
      Pipe: pipe({ DesiredState: 'STOPPED', TargetParameters: { InputTemplate: '<$.body.x>' }, Tags: {} }),
    });
    expect(await describePipe()).toMatchObject({
      CurrentState: 'STOPPED',
      TargetParameters: { InputTemplate: '<$.body.x>' },
      Tags: {},
    });
    await deploy({ Other: pipe({ Name: 'other' }) });
    const { Pipes } = await plumbing.pipes.send(new ListPipesCommand({}));
    expect(Pipes?.map(({ Name }) => Name)).toEqual(['other']);
  });

  it('fails the deployment when the role cannot be assumed', async () => {
    await expect(start()({ Pipe: pipe({ RoleArn: 'arn:aws:iam::000000000000:role/none' }) })).rejects.toThrow(
      /CREATE_FAILED.*role\/none/,
    );
  });

  it('names a property that is not supported', async () => {
    const SourceParameters = { KinesisStreamParameters: { StartingPosition: 'LATEST' } };
    await expect(start()({ Pipe: pipe({ SourceParameters }) })).rejects.toThrow(/Pipe.*KinesisStreamParameters/s);
  });
});
