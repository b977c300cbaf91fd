import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import type { CognitoParts } from '../parts.ts';
import type { ResourceServer } from '../pools/resource-servers.ts';

const schema = z.strictObject({
  UserPoolId: text,
  Identifier: text,
  Name: text,
  Scopes: z.array(z.strictObject({ ScopeName: text, ScopeDescription: text })).optional(),
});

const serverOf = ({ Scopes = [], ...rest }: z.output<typeof schema>): ResourceServer => ({ ...rest, Scopes });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolresourceserver.html */
export function resourceServerResource({ pools, resourceServers }: CognitoParts) {
  return resourceType({
    type: 'AWS::Cognito::UserPoolResourceServer',
    schema,
    attributes: [],
    createOnly: ['UserPoolId', 'Identifier'],
    create(properties) {
      pools.get(properties.UserPoolId);
      resourceServers.create(serverOf(properties));
      return { physicalId: properties.Identifier, attributes: {} };
    },
    update({ physicalId, properties }) {
      resourceServers.write(serverOf(properties));
      return { physicalId, attributes: {} };
    },
    delete: ({ physicalId, properties }) => resourceServers.delete(properties.UserPoolId, physicalId),
  });
}
