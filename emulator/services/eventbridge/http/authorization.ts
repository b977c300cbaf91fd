import type { UpdateConnectionCommandInput } from '@aws-sdk/client-eventbridge';
import { validation } from '../errors.ts';
import { checkOneOf, required } from '../validate.ts';
import { AUTHORIZATION_TYPES, type AuthParameters, type Connection } from './model.ts';

type Update = NonNullable<UpdateConnectionCommandInput['AuthParameters']>;

/** Each part of the parameters keeps the members that the update leaves out, such as a password. */
export function mergeAuth(before: AuthParameters, update: Update): Update {
  const { BasicAuthParameters, ApiKeyAuthParameters, OAuthParameters, InvocationHttpParameters } = update;
  const client = { ...before.OAuthParameters?.ClientParameters, ...OAuthParameters?.ClientParameters };
  return {
    ...before,
    ...(BasicAuthParameters ? { BasicAuthParameters: { ...before.BasicAuthParameters, ...BasicAuthParameters } } : {}),
    ...(ApiKeyAuthParameters
      ? { ApiKeyAuthParameters: { ...before.ApiKeyAuthParameters, ...ApiKeyAuthParameters } }
      : {}),
    ...(OAuthParameters
      ? { OAuthParameters: { ...before.OAuthParameters, ...OAuthParameters, ClientParameters: client } }
      : {}),
    ...(InvocationHttpParameters ? { InvocationHttpParameters } : {}),
  };
}

type AuthorizationInput = Pick<
  UpdateConnectionCommandInput,
  'AuthorizationType' | 'AuthParameters' | 'InvocationConnectivityParameters'
>;

/** The authorization of an input, complete for its type. */
export function authorization(input: AuthorizationInput): Pick<Connection, 'type' | 'auth'> {
  if (input.InvocationConnectivityParameters)
    throw validation('Private connectivity is not supported by the emulator.');
  const type = checkOneOf(
    required(input.AuthorizationType, 'authorizationType'),
    'authorizationType',
    AUTHORIZATION_TYPES,
  );
  const { BasicAuthParameters, ApiKeyAuthParameters, OAuthParameters, InvocationHttpParameters } = required(
    input.AuthParameters,
    'authParameters',
  );
  const invocation = InvocationHttpParameters ? { InvocationHttpParameters } : {};
  if (type === 'BASIC') {
    const { Username, Password } = required(BasicAuthParameters, 'authParameters.basicAuthParameters');
    return {
      type,
      auth: {
        ...invocation,
        BasicAuthParameters: { Username: required(Username, 'username'), Password: required(Password, 'password') },
      },
    };
  }
  if (type === 'API_KEY') {
    const { ApiKeyName, ApiKeyValue } = required(ApiKeyAuthParameters, 'authParameters.apiKeyAuthParameters');
    return {
      type,
      auth: {
        ...invocation,
        ApiKeyAuthParameters: {
          ApiKeyName: required(ApiKeyName, 'apiKeyName'),
          ApiKeyValue: required(ApiKeyValue, 'apiKeyValue'),
        },
      },
    };
  }
  const oauth = required(OAuthParameters, 'authParameters.oAuthParameters');
  const client = required(oauth.ClientParameters, 'clientParameters');
  return {
    type,
    auth: {
      ...invocation,
      OAuthParameters: {
        ...oauth,
        AuthorizationEndpoint: required(oauth.AuthorizationEndpoint, 'authorizationEndpoint'),
        HttpMethod: required(oauth.HttpMethod, 'httpMethod'),
        ClientParameters: {
          ClientID: required(client.ClientID, 'clientID'),
          ClientSecret: required(client.ClientSecret, 'clientSecret'),
        },
      },
    },
  };
}
