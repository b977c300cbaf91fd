import type { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import type { Client, ClientSettings } from '../clients/client.ts';
import { NAME_CHARACTERS } from '../limits.ts';
import type { CognitoParts } from '../parts.ts';
import { CLIENT_INERT, clientSchema } from './user-pool-schema.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html */
export function userPoolClientResource({ pools, clients }: CognitoParts) {
  const deployed = ({ id, name, secret }: Client) => ({
    physicalId: id,
    attributes: { ClientId: id, Name: name, ...(secret ? { ClientSecret: secret } : {}) },
  });
  return resourceType({
    type: 'AWS::Cognito::UserPoolClient',
    schema: clientSchema,
    inert: CLIENT_INERT,
    attributes: ['ClientId', 'ClientSecret', 'Name'],
    createOnly: ['UserPoolId', 'GenerateSecret'],
    create(properties, context) {
      const name = properties.ClientName ?? context.generateName({ maxLength: NAME_CHARACTERS });
      const given = { name, generateSecret: properties.GenerateSecret, settings: settingsOf(properties) };
      return deployed(clients.create(pools.get(properties.UserPoolId), given));
    },
    update({ physicalId, properties }) {
      const pool = pools.get(properties.UserPoolId);
      const client = clients.get(physicalId, pool.id);
      return deployed(clients.update(pool, client, settingsOf(properties), properties.ClientName));
    },
    delete: ({ physicalId }) => clients.delete(physicalId),
  });
}

function settingsOf(properties: z.output<typeof clientSchema>): ClientSettings {
  const {
    UserPoolId: _pool,
    ClientName: _name,
    GenerateSecret: _secret,
    AnalyticsConfiguration: _analytics,
    ...rest
  } = properties;
  return rest;
}
