import { z } from 'zod';
import { templatesOf } from './support/templates.ts';

const statement = z.object({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
});
const policy = z.object({ Properties: z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) }) });
const role = z.object({
  Properties: z.looseObject({
    ManagedPolicyArns: z.unknown().optional(),
    Policies: z.array(policy.shape.Properties).default([]),
  }),
});
const lambda = z.object({
  Properties: z.object({ Role: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }) }),
});

/** AWS takes no resource for these: X-Ray, the log deliveries of Step Functions, and reading metrics. */
const NEEDS_ANY_RESOURCE = [
  /^cloudwatch:GetMetricData$/,
  /^xray:(PutTraceSegments|PutTelemetryRecords|GetSamplingRules|GetSamplingTargets)$/,
  /^logs:(Create|Get|Update|Delete|List)LogDeliver(y|ies)$/,
  /^logs:(PutResourcePolicy|DescribeResourcePolicies|DescribeLogGroups)$/,
];

describe('the roles', () => {
  const templates = templatesOf('prod');
  const found = (type: string) => templates.flatMap((template) => Object.values(template.findResources(type)));
  const statements = [
    ...[...found('AWS::IAM::Policy'), ...found('AWS::IAM::ManagedPolicy')].map(
      (resource) => policy.parse(resource).Properties,
    ),
    ...found('AWS::IAM::Role').flatMap((resource) => role.parse(resource).Properties.Policies),
  ].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

  test('use Resource "*" only where AWS takes nothing narrower', () => {
    const broad = statements
      .filter(({ Resource }) => Resource === '*' || (Array.isArray(Resource) && Resource.includes('*')))
      .flatMap(({ Action }) => Action)
      .filter((action) => !NEEDS_ANY_RESOURCE.some((known) => known.test(action)));
    expect(broad).toEqual([]);
  });

  test('name every action, without wildcards', () => {
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });

  test('have no policy of AWS attached, which allow more than we know', () => {
    const attached = found('AWS::IAM::Role').map((resource) => role.parse(resource).Properties.ManagedPolicyArns);
    expect(attached.filter((arns) => arns !== undefined)).toEqual([]);
  });

  test('belong to one function each', () => {
    const roles = templates.flatMap((template, stack) => {
      const functions = Object.values(template.findResources('AWS::Lambda::Function'));
      return functions.map((resource) => `${stack} ${lambda.parse(resource).Properties.Role['Fn::GetAtt'][0]}`);
    });
    expect(new Set(roles).size).toBe(roles.length);
    expect(roles.length).toBeGreaterThan(0);
  });
});
