import { templatesOf } from './support/templates.ts';

const all = (stage: 'dev' | 'prod', type: string) =>
  templatesOf(stage).flatMap((template) => Object.values(template.findResources(type)));

/** They are called by a deployment itself, or by Cognito, which the pool's own stack makes. */
const AT_ONCE = ['telar-prod-identity-welcome', 'telar-prod-web-publish'];

describe('a new version of a function', () => {
  test('is tried with a tenth of the calls in prod, and taken back when it fails', () => {
    const functions = all('prod', 'AWS::Lambda::Function').map(({ Properties }) => String(Properties.FunctionName));
    const groups = all('prod', 'AWS::CodeDeploy::DeploymentGroup').map(({ Properties }) => Properties);
    expect(groups.map(({ DeploymentGroupName }) => DeploymentGroupName).sort()).toEqual(
      functions.filter((name) => !AT_ONCE.includes(name)).sort(),
    );
    for (const group of groups) {
      expect(group).toMatchObject({
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        AutoRollbackConfiguration: { Enabled: true, Events: expect.arrayContaining(['DEPLOYMENT_STOP_ON_ALARM']) },
        AlarmConfiguration: { Enabled: true },
      });
    }
  });

  test('is judged by its own errors, not by those of the version before', () => {
    const canaries = all('prod', 'AWS::CloudWatch::Alarm')
      .map(({ Properties }) => Properties)
      .filter(({ AlarmName }) => AlarmName.endsWith('-canary-errors'));
    expect(canaries.length).toBeGreaterThan(40);
    for (const { Dimensions } of canaries) {
      expect(Dimensions).toContainEqual({
        Name: 'ExecutedVersion',
        Value: { 'Fn::GetAtt': [expect.any(String), 'Version'] },
      });
    }
  });

  test('is what the callers of prod get by the alias alone', () => {
    const targets = JSON.stringify(all('prod', 'AWS::ApiGatewayV2::Integration'));
    expect(targets).toContain('CanaryLive');
    expect(targets).not.toMatch(/Function[0-9A-F]{8}","Arn"/);
  });

  test('takes over at once in dev', () => {
    expect(all('dev', 'AWS::Lambda::Alias')).toEqual([]);
  });

  test('finds room in prod for those who connect, leave and speak', () => {
    const reserved = all('prod', 'AWS::Lambda::Function')
      .map(({ Properties }) => [Properties.FunctionName, Properties.ReservedConcurrentExecutions])
      .filter(([, executions]) => executions !== undefined);
    expect(Object.fromEntries(reserved)).toEqual({
      'telar-prod-chat-connect': 50,
      'telar-prod-chat-disconnect': 50,
      'telar-prod-chat-sendmessage': 100,
    });
  });
});
