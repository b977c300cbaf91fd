import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { number, text } from '../../../template/scalars.ts';
import { NAME_CHARACTERS } from '../limits.ts';
import type { CognitoParts } from '../parts.ts';

const schema = z.strictObject({
  UserPoolId: text,
  GroupName: text.optional(),
  Description: text.optional(),
  Precedence: number.optional(),
  RoleArn: text.optional(),
});

const settingsOf = ({ Description, Precedence, RoleArn }: z.output<typeof schema>) => ({
  description: Description,
  precedence: Precedence,
  roleArn: RoleArn,
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolgroup.html */
export function userPoolGroupResource({ pools, groups }: CognitoParts) {
  return resourceType({
    type: 'AWS::Cognito::UserPoolGroup',
    schema,
    attributes: [],
    createOnly: ['UserPoolId', 'GroupName'],
    create(properties, context) {
      const name = properties.GroupName ?? context.generateName({ maxLength: NAME_CHARACTERS });
      groups.create(pools.get(properties.UserPoolId).id, name, settingsOf(properties));
      return { physicalId: name, attributes: {} };
    },
    update({ physicalId, properties }) {
      groups.update(groups.get(properties.UserPoolId, physicalId), settingsOf(properties));
      return { physicalId, attributes: {} };
    },
    delete: ({ physicalId, properties }) => groups.delete(properties.UserPoolId, physicalId),
  });
}
