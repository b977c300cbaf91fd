import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import type { CognitoParts } from '../parts.ts';

const schema = z.strictObject({ UserPoolId: text, GroupName: text, Username: text });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolusertogroupattachment.html */
export function userToGroupResource({ pools, groups, users }: CognitoParts) {
  return resourceType({
    type: 'AWS::Cognito::UserPoolUserToGroupAttachment',
    schema,
    attributes: [],
    createOnly: ['UserPoolId', 'GroupName', 'Username'],
    create({ UserPoolId, GroupName, Username }, context) {
      const user = users.get(pools.get(UserPoolId), Username);
      groups.add(groups.get(UserPoolId, GroupName), user.username);
      return { physicalId: context.generateName(), attributes: {} };
    },
    update: ({ physicalId }) => ({ physicalId, attributes: {} }),
    delete({ properties: { UserPoolId, GroupName, Username } }) {
      const pool = pools.find(UserPoolId);
      const group = pool && groups.find(UserPoolId, GroupName);
      const user = pool && users.resolve(pool, Username);
      if (group && user) groups.remove(group, user.username);
    },
  });
}
