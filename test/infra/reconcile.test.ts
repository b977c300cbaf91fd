import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from './support/templates.ts';

describe('the comparison of counters with what they count', () => {
  const template = templateOf('prod', 'reconcile');

  test('begins every night, and not in vain when Step Functions is away', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'telar-prod-reconcile',
      StateMachineType: 'STANDARD',
      DefinitionSubstitutions: Match.objectLike({ Domains: 'images,logs,notifications,files' }),
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'telar-prod-reconcile-every-night',
      ScheduleExpression: 'cron(0 3 * * ? *)',
      Targets: [{ DeadLetterConfig: Match.anyValue(), RetryPolicy: Match.anyValue() }],
    });
  });

  test.each([
    ['snapshot', [['dynamodb:UpdateItem']]],
    ['recount', [['dynamodb:Scan']]],
    ['repair', [['dynamodb:UpdateItem']]],
    [
      'forget',
      [
        ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan'],
        ['dynamodb:ConditionCheckItem'],
      ],
    ],
  ])('lets the function %s do no more than its part', (name, expected) => {
    const functions = Object.values(
      template.findResources('AWS::Lambda::Function', {
        Properties: { FunctionName: `telar-prod-counters-${name}` },
      }),
    );
    const role = functions[0]?.Properties.Role['Fn::GetAtt'][0];
    const policies = Object.values(
      template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: role }] } }),
    );
    const actions = policies
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .map(({ Action }) => [Action].flat())
      .filter(([action]) => action.startsWith('dynamodb:'));
    expect(actions).toEqual(expected);
  });
});
