import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assembly } from '../../../emulator/template/assembly.ts';
import { assemblyOf, removeAssemblies, thing } from '../template/support.ts';
import { startCloudFormation } from './support.ts';

afterAll(removeAssemblies);

describe('A nested stack', () => {
  const url = (name: string) => `https://s3.us-east-1.amazonaws.com/assets/${name}.json`;
  const folder = mkdtempSync(join(tmpdir(), 'telar-nested-'));
  const withAssets = (assembly: Assembly): Assembly => ({
    ...assembly,
    assets: { locate: (bucket, key) => (bucket === 'assets' ? join(folder, key) : undefined) },
  });
  const nested = (name: string, properties: object) => {
    writeFileSync(
      join(folder, `${name}.json`),
      JSON.stringify({
        Parameters: { Label: { Type: 'String' } },
        Resources: { Inner: thing({ Name: 'inner', Label: { Ref: 'Label' }, ...properties }) },
        Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Inner', 'Arn'] } } },
      }),
    );
    return withAssets(
      assemblyOf({
        app: {
          Resources: {
            Outer: thing({ Name: 'outer' }),
            Nest: {
              Type: 'AWS::CloudFormation::Stack',
              Properties: { TemplateURL: url(name), Parameters: { Label: { Ref: 'Outer' } } },
            },
            User: thing({ Name: 'user', Label: { 'Fn::GetAtt': ['Nest', 'Outputs.Arn'] } }),
          },
        },
      }),
    );
  };

  it('is deployed with its parent, takes parameters and gives outputs', async () => {
    const cloud = await startCloudFormation();

    await cloud.deployer.deploy(nested('one', {}));

    expect(cloud.things.get('inner')?.label).toBe('outer');
    expect(cloud.things.get('user')?.label).toBe('arn:aws:test:us-east-1:000000000000:thing/inner');
    const [child] = cloud.stacks.live().filter(({ origin }) => origin === 'nested');
    expect(child).toMatchObject({
      name: expect.stringMatching(/^app-Nest-[0-9A-F]{12}$/),
      status: 'CREATE_COMPLETE',
      details: { parentId: cloud.stacks.find('app')?.id, rootId: cloud.stacks.find('app')?.id },
    });
    await cloud.stop();
  });

  it('is checked with its parent', async () => {
    const cloud = await startCloudFormation();

    const { problems } = await cloud.deployer.check(nested('wrong', { Colour: 'red' }));

    expect(problems).toMatchObject([{ stackName: 'app/Nest', logicalId: 'Inner', path: 'Colour', unsupported: true }]);
    await cloud.stop();
  });

  it('goes back to its template of before when the update of its parent fails', async () => {
    const cloud = await startCloudFormation();
    await cloud.deployer.deploy(nested('v1', { Size: 1 }));
    const second = nested('v2', { Size: 2 });
    const template = JSON.parse(second.stacks[0]?.templateBody ?? '');
    template.Resources.User.Properties.Broken = true;
    const broken = {
      ...second,
      stacks: second.stacks.map((stack) => ({ ...stack, templateBody: JSON.stringify(template) })),
    };

    await expect(cloud.deployer.deploy(broken)).rejects.toThrow('app/User Test::Thing: ThingBroken');

    expect(cloud.log.filter((line) => line.includes('Inner'))).toEqual([
      'create Inner',
      'update Inner 1 → 2',
      'update Inner 2 → 1',
    ]);
    expect(
      cloud.stacks
        .live()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
    await cloud.stop();
  });

  it('is deleted with its parent', async () => {
    const cloud = await startCloudFormation();
    await cloud.deployer.deploy(nested('gone', {}));

    await cloud.deployer.destroy();

    expect(cloud.things.size).toBe(0);
    expect(cloud.stacks.live()).toEqual([]);
    await cloud.stop();
  });
});
