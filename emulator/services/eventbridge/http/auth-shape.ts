import type { ConnectionAuthResponseParameters } from '@aws-sdk/client-eventbridge';
import type { AuthParameters, HttpParameters } from './model.ts';

/** The parameters of a connection as answers show them: without secrets. */
export function authShape(auth: AuthParameters): ConnectionAuthResponseParameters {
  const {
    BasicAuthParameters: basic,
    ApiKeyAuthParameters: key,
    OAuthParameters: oauth,
    InvocationHttpParameters,
  } = auth;
  return {
    ...(basic ? { BasicAuthParameters: { Username: basic.Username } } : {}),
    ...(key ? { ApiKeyAuthParameters: { ApiKeyName: key.ApiKeyName } } : {}),
    ...(oauth
      ? {
          OAuthParameters: {
            ClientParameters: { ClientID: oauth.ClientParameters?.ClientID },
            AuthorizationEndpoint: oauth.AuthorizationEndpoint,
            HttpMethod: oauth.HttpMethod,
            ...(oauth.OAuthHttpParameters ? { OAuthHttpParameters: withoutSecrets(oauth.OAuthHttpParameters) } : {}),
          },
        }
      : {}),
    ...(InvocationHttpParameters ? { InvocationHttpParameters: withoutSecrets(InvocationHttpParameters) } : {}),
  };
}

interface Parameter {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly IsValueSecret?: boolean | undefined;
}

const hide = (parameters: readonly Parameter[]) =>
  parameters.map(({ Key, Value, IsValueSecret = false }) =>
    IsValueSecret ? { Key, IsValueSecret } : { Key, Value, IsValueSecret },
  );

const withoutSecrets = ({
  HeaderParameters,
  QueryStringParameters,
  BodyParameters,
}: HttpParameters): HttpParameters => ({
  ...(HeaderParameters ? { HeaderParameters: hide(HeaderParameters) } : {}),
  ...(QueryStringParameters ? { QueryStringParameters: hide(QueryStringParameters) } : {}),
  ...(BodyParameters ? { BodyParameters: hide(BodyParameters) } : {}),
});
