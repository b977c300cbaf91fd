import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { thing } from '../template/support.ts';
import { startCloudFormation } from './support.ts';

let cloud: Awaited<ReturnType<typeof startCloudFormation>>;

beforeEach(async () => {
  cloud = await startCloudFormation();
});

afterEach(async () => {
  expect(cloud.faults).toEqual([]);
  await cloud.stop();
});

const StackName = 'app';
const submit = async (ChangeSetType: 'CREATE' | 'UPDATE', Resources: object, ChangeSetName = 'next') => {
  const TemplateBody = JSON.stringify({ Resources });
  await cloud.client.send(new CreateChangeSetCommand({ StackName, ChangeSetName, ChangeSetType, TemplateBody }));
  return cloud.client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName }));
};
const execute = async (ChangeSetName = 'next') => {
  await cloud.client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName }));
  return cloud.settled(StackName);
};

describe('A change set', () => {
  it('makes a stack to be reviewed, and then its resources', async () => {
    const changeSet = await submit('CREATE', { A: thing({ Name: 'a' }) });

    expect(changeSet).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [
        { Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'A', ResourceType: 'Test::Thing' } },
      ],
    });
    expect(await cloud.settled(StackName)).toMatchObject({ StackStatus: 'REVIEW_IN_PROGRESS' });
    expect(cloud.things.size).toBe(0);

    expect(await execute()).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    expect([...cloud.things.keys()]).toEqual(['a']);
  });

  it('foretells what is changed, replaced and removed, also by what depends on a new resource', async () => {
    await submit('CREATE', {
      A: thing({ Name: 'a' }),
      B: thing({ Label: { Ref: 'A' } }),
      C: thing(),
      D: thing({ Size: 1 }),
    });
    await execute();

    const { Changes = [] } = await submit('UPDATE', {
      A: thing({ Name: 'a2' }),
      B: thing({ Label: { Ref: 'A' } }),
      D: thing({ Size: 2 }),
    });

    expect(Changes.map(({ ResourceChange }) => ResourceChange)).toMatchObject([
      {
        LogicalResourceId: 'A',
        Action: 'Modify',
        Replacement: 'True',
        Details: [{ Target: { Name: 'Name', RequiresRecreation: 'Always' }, Evaluation: 'Static' }],
      },
      {
        LogicalResourceId: 'B',
        Action: 'Modify',
        Replacement: 'False',
        Details: [{ Target: { Name: 'Label' }, Evaluation: 'Dynamic' }],
      },
      {
        LogicalResourceId: 'D',
        Action: 'Modify',
        Replacement: 'False',
        PhysicalResourceId: expect.stringMatching(/^app-D-/),
      },
      { LogicalResourceId: 'C', Action: 'Remove', PolicyAction: 'Delete' },
    ]);
    expect(await execute()).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
  });

  it('fails in the words that clients look for when nothing would change', async () => {
    await submit('CREATE', { A: thing() });
    await execute();

    const changeSet = await submit('UPDATE', { A: thing() });

    expect(changeSet).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await expect(execute()).rejects.toMatchObject({ name: 'InvalidChangeSetStatusException' });
  });

  it('is listed, deleted, and needs a stack of the right kind', async () => {
    await expect(submit('UPDATE', { A: thing() })).rejects.toThrow('Stack [app] does not exist');
    await submit('CREATE', { A: thing() });
    await submit('CREATE', { B: thing() }, 'other');

    const { Summaries } = await cloud.client.send(new ListChangeSetsCommand({ StackName }));
    expect(Summaries?.map(({ ChangeSetName }) => ChangeSetName)).toEqual(['other', 'next']);
    await cloud.client.send(new DeleteChangeSetCommand({ StackName, ChangeSetName: 'other' }));
    await cloud.client.send(new DeleteChangeSetCommand({ StackName, ChangeSetName: 'other' }));

    await expect(execute('other')).rejects.toMatchObject({ message: 'ChangeSet [other] does not exist' });
    await execute();
    await expect(submit('CREATE', { A: thing() }, 'again')).rejects.toThrow(
      'Stack [app] already exists and cannot be created again with the changeSet [again].',
    );
  });
});
