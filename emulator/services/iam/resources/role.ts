import { z } from 'zod';
import { type ResourceContext, resourceType } from '../../../template/resource-type.ts';
import { json, number, tags, text } from '../../../template/scalars.ts';
import type { Roles } from '../roles.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE_NAME_LENGTH = 64;

const schema = z.strictObject({
  RoleName: text.optional(),
  AssumeRolePolicyDocument: json,
  Description: text.optional(),
  Path: text.optional(),
  MaxSessionDuration: number.optional(),
  PermissionsBoundary: text.optional(),
  ManagedPolicyArns: z.array(text).optional(),
  Policies: z.array(z.strictObject({ PolicyName: text, PolicyDocument: json })).optional(),
  Tags: tags.optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export function roleResource(roles: Roles) {
  const deployed = (name: string) => {
    const role = roles.get(name);
    return { physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } };
  };
  return resourceType({
    type: 'AWS::IAM::Role',
    schema,
    attributes: ['Arn', 'RoleId'],
    createOnly: ['RoleName', 'Path'],
    create(properties, context) {
      const name = properties.RoleName ?? context.generateName({ maxLength: ROLE_NAME_LENGTH });
      roles.create({ name, path: properties.Path, ...newRole(properties) });
      givePolicies(roles, name, properties, undefined);
      return deployed(name);
    },
    update({ physicalId, properties, previous }, _context: ResourceContext) {
      roles.change(physicalId, newRole(properties));
      givePolicies(roles, physicalId, properties, previous);
      return deployed(physicalId);
    },
    delete: ({ physicalId }) => roles.delete(physicalId),
  });
}

function newRole({ AssumeRolePolicyDocument, Description, MaxSessionDuration, PermissionsBoundary, Tags }: Properties) {
  return {
    trustPolicy: JSON.stringify(AssumeRolePolicyDocument),
    description: Description,
    maxSessionSeconds: MaxSessionDuration,
    boundaryArn: PermissionsBoundary,
    tags: Tags,
  };
}

/** Only what this resource itself names is given or taken: AWS::IAM::Policy resources add to the same role. */
function givePolicies(roles: Roles, name: string, properties: Properties, previous: Properties | undefined): void {
  const { Policies = [], ManagedPolicyArns = [] } = properties;
  const kept = new Set(Policies.map(({ PolicyName }) => PolicyName));
  for (const { PolicyName } of previous?.Policies ?? []) {
    if (!kept.has(PolicyName)) roles.deleteInlinePolicy(name, PolicyName);
  }
  for (const arn of previous?.ManagedPolicyArns ?? []) if (!ManagedPolicyArns.includes(arn)) roles.detach(name, arn);
  for (const { PolicyName, PolicyDocument } of Policies) {
    roles.putInlinePolicy(name, PolicyName, JSON.stringify(PolicyDocument));
  }
  for (const arn of ManagedPolicyArns) roles.attach(name, arn);
}
