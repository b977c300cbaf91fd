import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { flag, text } from '../../../template/scalars.ts';
import { createUser } from '../operations/admin-create-user.ts';
import type { CognitoParts } from '../parts.ts';
import { subOf } from '../users/user.ts';

const attributes = z.array(z.strictObject({ Name: text, Value: text.optional() }));

const schema = z.strictObject({
  UserPoolId: text,
  Username: text.optional(),
  UserAttributes: attributes.optional(),
  ValidationData: attributes.optional(),
  MessageAction: z.enum(['RESEND', 'SUPPRESS']).optional(),
  DesiredDeliveryMediums: z.array(z.enum(['EMAIL', 'SMS'])).optional(),
  ForceAliasCreation: flag.optional(),
  ClientMetadata: z.record(z.string(), text).optional(),
});

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooluser.html:
 * a user with a temporary password of Cognito's making; every change makes another one.
 */
export function userPoolUserResource(parts: CognitoParts) {
  return resourceType({
    type: 'AWS::Cognito::UserPoolUser',
    schema,
    attributes: [],
    createOnly: Object.keys(schema.shape),
    async create({ UserPoolId, ...properties }, context) {
      const pool = parts.pools.get(UserPoolId);
      const Username = properties.Username ?? context.generateName();
      const user = await createUser(parts, pool, { ...properties, Username });
      // A username that was given stays the reference, even where the pool makes subs of them.
      return { physicalId: Username, attributes: { Sub: subOf(user) } };
    },
    update: ({ physicalId }) => ({ physicalId, attributes: {} }),
    delete({ physicalId, properties }) {
      const pool = parts.pools.find(properties.UserPoolId);
      const user = pool && parts.users.resolve(pool, physicalId);
      if (user) parts.users.delete(user);
    },
  });
}
