import { z } from 'zod';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { resourceType } from '../../../template/resource-type.ts';
import { flag, text } from '../../../template/scalars.ts';
import { AUTHORIZATION_TYPES, type Connection } from '../http/model.ts';
import type { Named } from '../http/named.ts';
import { createConnection, updateConnection } from '../operations/connections.ts';

const parameter = z.strictObject({ Key: text, Value: text, IsValueSecret: flag.optional() });
const httpParameters = z.strictObject({
  HeaderParameters: z.array(parameter).optional(),
  QueryStringParameters: z.array(parameter).optional(),
  BodyParameters: z.array(parameter).optional(),
});

const schema = z.strictObject({
  Name: text.optional(),
  Description: text.optional(),
  KmsKeyIdentifier: text.optional(),
  AuthorizationType: z.enum(AUTHORIZATION_TYPES),
  AuthParameters: z.strictObject({
    ApiKeyAuthParameters: z.strictObject({ ApiKeyName: text, ApiKeyValue: text }).optional(),
    BasicAuthParameters: z.strictObject({ Username: text, Password: text }).optional(),
    OAuthParameters: z
      .strictObject({
        AuthorizationEndpoint: text,
        ClientParameters: z.strictObject({ ClientID: text, ClientSecret: text }),
        HttpMethod: z.enum(['GET', 'POST', 'PUT']),
        OAuthHttpParameters: httpParameters.optional(),
      })
      .optional(),
    InvocationHttpParameters: httpParameters.optional(),
  }),
});

interface Deps {
  readonly connections: Named<Connection>;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-connection.html */
export function connectionResource(deps: Deps) {
  const { connections } = deps;
  const deployed = ({ arn, name, secretArn }: Connection) => ({
    physicalId: name,
    attributes: { Arn: arn, SecretArn: secretArn, ArnForPolicy: arn.replace(/\/[^/]+$/, '') },
  });
  return resourceType({
    type: 'AWS::Events::Connection',
    schema,
    inert: { KmsKeyIdentifier: 'State is not encrypted locally.' },
    attributes: ['Arn', 'SecretArn', 'ArnForPolicy'],
    createOnly: ['Name'],
    create: (properties, context) =>
      deployed(
        createConnection(deps, { ...properties, Name: properties.Name ?? context.generateName({ maxLength: 64 }) }),
      ),
    update: ({ physicalId, properties }) =>
      deployed(updateConnection(deps, connections.get(physicalId), { ...properties, Name: physicalId })),
    delete({ physicalId }) {
      const connection = connections.find(physicalId);
      if (connection) connections.delete(connection);
    },
  });
}
