import { z } from 'zod';
import { STAGE_NAMES, type StageName } from '../../lib/config.ts';
import { templatesOf } from './support/templates.ts';

/** Of each type, the property that has to be another for each resource of an account and region. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Api': 'Name',
  'AWS::Budgets::Budget': 'Budget.BudgetName',
  'AWS::CloudFront::OriginAccessControl': 'OriginAccessControlConfig.Name',
  'AWS::CloudFront::ResponseHeadersPolicy': 'ResponseHeadersPolicyConfig.Name',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::CodeDeploy::Application': 'ApplicationName',
  'AWS::Cognito::UserPool': 'UserPoolName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::EventSchemas::Registry': 'RegistryName',
  'AWS::Events::Archive': 'ArchiveName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Lex::Bot': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Logs::QueryDefinition': 'Name',
  'AWS::Pipes::Pipe': 'Name',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

/** Names that AWS makes up, or that lie within a resource of the stage. */
const UNNAMED = /^(AWS::(IAM::(Role|Policy)|Lex::Bot(Alias|Version)|KMS::Key|CloudFront::Distribution)|Custom::)/;
const WITHIN =
  /^AWS::(ApiGatewayV2::(?!Api$)|Cognito::(?!UserPool$)|CodeDeploy::DeploymentGroup|EventSchemas::Schema|Lambda::(?!Function$)|S3::BucketPolicy|SNS::(?!Topic$)|SQS::QueuePolicy)/;
/** It is the account's own, the same for all stages. */
const SHARED = /^AWS::ApiGateway::Account$/;

const object = z.record(z.string(), z.unknown());

function namesIn(stage: StageName): { names: string[]; unknown: string[] } {
  const resources = templatesOf(stage).flatMap((template) => Object.values(template.toJSON().Resources));
  const found = resources.map((resource) => z.looseObject({ Type: z.string() }).parse(resource));
  const unknown = found.filter(
    ({ Type }) => !(Type in NAMES || [UNNAMED, WITHIN, SHARED].some((kind) => kind.test(Type))),
  );
  const names = found.flatMap(({ Type, Properties }) => {
    const path = NAMES[Type]?.split('.') ?? [];
    if (path.length === 0) return [];
    const name = path.reduce<unknown>((value, key) => object.parse(value)[key], Properties);
    return name === undefined ? [] : [`${Type} ${JSON.stringify(name)}`];
  });
  return { names, unknown: [...new Set(unknown.map(({ Type }) => Type))] };
}

describe('several stages in one account and region', () => {
  const stages = new Map(STAGE_NAMES.map((stage) => [stage, namesIn(stage)]));

  test.each(STAGE_NAMES)('have no name of %s in common with another', (stage) => {
    const { names = [] } = stages.get(stage) ?? {};
    const taken = new Set([...stages].flatMap(([other, found]) => (other === stage ? [] : found.names)));
    expect(names.length).toBeGreaterThan(200);
    expect(names.filter((name) => taken.has(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(STAGE_NAMES)('are looked at whole: it is known of every type of %s what its name is', (stage) => {
    expect(stages.get(stage)?.unknown).toEqual([]);
  });
});
