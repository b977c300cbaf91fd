import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { json, text } from '../../../template/scalars.ts';
import type { Roles } from '../roles.ts';

const schema = z.strictObject({ PolicyName: text, PolicyDocument: json, Roles: z.array(text).min(1) });

/** An inline policy put on roles: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export function policyResource(roles: Roles) {
  return resourceType({
    type: 'AWS::IAM::Policy',
    schema,
    attributes: ['Id'],
    createOnly: [],
    create({ PolicyName, PolicyDocument, Roles: names }, context) {
      for (const name of names) roles.putInlinePolicy(name, PolicyName, JSON.stringify(PolicyDocument));
      return { physicalId: context.generateName({ maxLength: 128 }), attributes: { Id: PolicyName } };
    },
    update({ physicalId, properties, previous }) {
      for (const name of previous.Roles) {
        const stays = properties.PolicyName === previous.PolicyName && properties.Roles.includes(name);
        if (!stays) roles.deleteInlinePolicy(name, previous.PolicyName);
      }
      const { PolicyName, PolicyDocument, Roles: names } = properties;
      for (const name of names) roles.putInlinePolicy(name, PolicyName, JSON.stringify(PolicyDocument));
      return { physicalId, attributes: { Id: PolicyName } };
    },
    delete({ properties: { PolicyName, Roles: names } }) {
      for (const name of names) roles.deleteInlinePolicy(name, PolicyName);
    },
  });
}
