import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { json, text } from '../../../template/scalars.ts';
import type { Roles } from '../roles.ts';

const schema = z.strictObject({
  ManagedPolicyName: text.optional(),
  PolicyDocument: json,
  Description: text.optional(),
  Path: text.optional(),
  Roles: z.array(text).optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export function managedPolicyResource(roles: Roles) {
  const deployed = (arn: string) => {
    const { id } = roles.policy(arn);
    return { physicalId: arn, attributes: { PolicyArn: arn, PolicyId: id } };
  };
  return resourceType({
    type: 'AWS::IAM::ManagedPolicy',
    schema,
    attributes: ['PolicyArn', 'PolicyId'],
    createOnly: ['ManagedPolicyName', 'Description', 'Path'],
    create({ ManagedPolicyName, PolicyDocument, Description, Path, Roles: names = [] }, context) {
      const { arn } = roles.createPolicy({
        name: ManagedPolicyName ?? context.generateName({ maxLength: 128 }),
        document: JSON.stringify(PolicyDocument),
        path: Path,
        description: Description,
      });
      for (const name of names) roles.attach(name, arn);
      return deployed(arn);
    },
    update({ physicalId, properties, previous }) {
      const names = properties.Roles ?? [];
      roles.setPolicyDocument(physicalId, JSON.stringify(properties.PolicyDocument));
      for (const name of previous.Roles ?? []) if (!names.includes(name)) roles.detach(name, physicalId);
      for (const name of names) roles.attach(name, physicalId);
      return deployed(physicalId);
    },
    delete({ physicalId, properties }) {
      for (const name of properties.Roles ?? []) roles.detach(name, physicalId);
      roles.deletePolicy(physicalId);
    },
  });
}
