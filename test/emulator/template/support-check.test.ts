import { formatProblem } from '../../../emulator/template/problem.ts';
import { assemblyOf, progressLines, removeAssemblies, startDeployer, thing } from './support.ts';

afterAll(removeAssemblies);

type Resources = Record<string, unknown>;

const problemsOf = async (templates: Record<string, { Resources: Resources } & Record<string, unknown>>) => {
  const { problems } = await startDeployer().deployer.check(assemblyOf(templates));
  return problems.map(formatProblem);
};
const problemsIn = (Resources: Resources, sections: object = {}) => problemsOf({ app: { Resources, ...sections } });

const ALLOWED = 'Broken, Color, Label, Mode, Name, Rules, Rules.Comment, Size';

describe('The check before a deployment', () => {
  it('lists all problems of all stacks at once, one line each', async () => {
    const problems = await problemsOf({
      one: {
        Resources: {
          A: thing({ Colour: 'red', Size: 'big', Rules: [{ Pattern: 'x', Weight: 1 }] }),
          B: { Type: 'Test::Other' },
        },
      },
      two: { Resources: { C: thing({ Mode: 'slow', Label: { 'Fn::GetAtt': ['D', 'Colour'] } }), D: thing() } },
    });

    expect(problems).toEqual([
      'one/A Test::Thing Size: must be a number',
      'one/A Test::Thing Rules.0.Weight: not supported; allowed here: Pattern, Target',
      `one/A Test::Thing Colour: not supported; allowed here: ${ALLOWED}`,
      'one/B Test::Other: type not supported',
      'two/C Test::Thing Label.Fn::GetAtt: Template error: resource D does not support attribute type Colour in Fn::GetAtt; Test::Thing has Arn, Size, Nested.Value',
      'two/C Test::Thing Mode: Invalid option: expected one of "fast"|"safe"',
    ]);
  });

  it('does not judge what only the deployment can tell', async () => {
    const arn = { 'Fn::GetAtt': ['A', 'Arn'] };
    const problems = await problemsIn({
      A: thing(),
      B: thing({ Size: arn, Mode: { 'Fn::Sub': '${A}' }, Rules: arn }),
      C: thing({
        Rules: { 'Fn::Split': [',', { Ref: 'A' }] },
        Broken: { 'Fn::Select': [0, { 'Fn::Split': [',', arn] }] },
      }),
    });

    expect(problems).toEqual([]);
  });

  it('still finds what is wrong around it', async () => {
    const problems = await problemsIn({ A: thing(), B: thing({ Rules: [{ Pattern: { Ref: 'A' }, Weight: 1 }] }) });

    expect(problems).toEqual(['app/B Test::Thing Rules.0.Weight: not supported; allowed here: Pattern, Target']);
  });

  it('takes inert properties, at any depth', async () => {
    expect(await problemsIn({ A: thing({ Color: 'red', Rules: [{ Pattern: 'x', Comment: 'why' }] }) })).toEqual([]);
  });

  it('finds a cycle through the update policy of an alias', async () => {
    const UpdatePolicy = { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: { Ref: 'Group' } } };
    expect(await problemsIn({ Alias: thing({}, { UpdatePolicy }), Group: thing({}, { DependsOn: 'Alias' }) })).toEqual([
      'app: Circular dependency between resources: [Alias → Group → Alias]',
    ]);
  });

  it('prints the path of a cycle', async () => {
    expect(
      await problemsIn({
        A: thing({ Label: { Ref: 'B' } }),
        B: thing({}, { DependsOn: 'C' }),
        C: thing({ Label: { Ref: 'A' } }),
      }),
    ).toEqual(['app: Circular dependency between resources: [A → B → C → A]']);
  });

  it('finds what DependsOn, outputs and imports name and nobody has', async () => {
    expect(
      await problemsIn(
        { A: thing({ Label: { 'Fn::ImportValue': 'nothing' } }, { DependsOn: ['X'] }) },
        { Outputs: { Y: { Value: { Ref: 'Z' } } } },
      ),
    ).toEqual([
      'app/A Test::Thing DependsOn: there is no resource X',
      'app/A Test::Thing Label.Fn::ImportValue: No export named nothing found.',
      'app Outputs.Y.Value.Ref: Template format error: Unresolved resource dependencies [Z] in the Resources block of the template',
    ]);
  });

  it('knows the exports and outputs of stacks that are deployed earlier', async () => {
    const producer = {
      Resources: { A: thing() },
      Outputs: { Name: { Value: { Ref: 'A' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-name' } } } },
    };
    const consumer = (OutputName: string) => ({
      Resources: {
        B: thing({
          Name: { 'Fn::ImportValue': 'producer-name' },
          Label: { 'Fn::GetStackOutput': { StackName: 'producer', OutputName } },
        }),
      },
    });

    expect(await problemsOf({ producer, consumer: consumer('Name') })).toEqual([]);
    expect(await problemsOf({ producer, consumer: consumer('Colour') })).toEqual([
      'consumer/B Test::Thing Label.Fn::GetStackOutput: The stack producer has no output Colour',
    ]);
    expect(await problemsOf({ consumer: consumer('Name'), producer })).toContain(
      'consumer/B Test::Thing Name.Fn::ImportValue: No export named producer-name found.',
    );
  });

  it('looks only at resources that the conditions let be', async () => {
    expect(
      await problemsIn(
        { A: { Type: 'Test::Other', Condition: 'Never' }, B: thing({}, { DependsOn: 'A' }) },
        { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
      ),
    ).toEqual([]);
  });

  it('says which rule the parameters break', async () => {
    const Rules = {
      Version: {
        RuleCondition: { 'Fn::Equals': ['a', 'a'] },
        Assertions: [{ Assert: { 'Fn::Contains': [['1', '2'], '3'] }, AssertDescription: 'a newer version is needed' }],
      },
    };

    expect(await problemsIn({ A: thing() }, { Rules })).toEqual([
      'app: Template error: Validation failed for rule Version: a newer version is needed',
    ]);
  });

  it.each([
    [
      'transforms',
      {},
      { Transform: 'AWS::Serverless-2016-10-31' },
      'app: The transform AWS::Serverless-2016-10-31 is not supported by the emulator',
    ],
    ['creation policies', { CreationPolicy: {} }, {}, 'app/A Test::Thing CreationPolicy: not supported'],
    ['update policies', { UpdatePolicy: {} }, {}, 'app/A Test::Thing UpdatePolicy: not supported'],
  ])('names unsupported %s', async (_what, attributes, sections, problem) => {
    expect(await problemsIn({ A: thing({}, attributes) }, sections)).toEqual([problem]);
  });

  it('names unsupported dynamic references', async () => {
    expect(await problemsIn({ A: thing({ Label: 'x{{resolve:secretsmanager:db:SecretString}}' }) })).toEqual([
      'app/A Test::Thing: the dynamic reference {{resolve:secretsmanager:db:SecretString}} is not supported; there is {{resolve:ssm:…}}',
    ]);
  });

  it('refuses more than 500 resources', async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`A${index}`, thing()]));

    expect(await problemsIn(many)).toEqual([
      'app: Template format error: Number of resources, 501, is greater than maximum allowed, 500',
    ]);
  });
});

describe('With unsupported things allowed', () => {
  it('a placeholder stands for each unknown type, properties are left out, and all that is told', async () => {
    const { deployer, things } = startDeployer({ allowUnsupported: true });
    const { lines, onProgress } = progressLines();
    const templates = {
      app: {
        Resources: {
          Odd: { Type: 'AWS::Odd::Thing', Properties: { Anything: 1 } },
          A: thing({ Name: 'a', Colour: 1, Label: { 'Fn::GetAtt': ['Odd', 'Arn'] } }),
        },
        Outputs: { Odd: { Value: { Ref: 'Odd' } } },
      },
    };

    await deployer.deploy(assemblyOf(templates), onProgress);

    expect(things.get('a')?.label).toBe('unsupported:Odd.Arn');
    expect(deployer.outputs().app?.Odd).toMatch(/^app-Odd-/);
    expect(lines).toEqual([
      'note app/Odd: AWS::Odd::Thing type not supported',
      'note app/A: Test::Thing Colour not supported, left out',
      'create 1/2 app/Odd',
      'create 2/2 app/A',
      'app created',
    ]);
    await deployer.destroy();
    expect(things.size).toBe(0);
  });
});
