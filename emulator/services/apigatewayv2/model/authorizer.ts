import { badRequest } from '../errors.ts';
import { AUTHORIZER_RESULT_TTL_SECONDS } from '../limits.ts';
import { checkSocketAuthorizer } from '../websocket/checks.ts';
import { type Draft, defined, type PartDefinition } from './part-definition.ts';
import type { ApiRecord, AuthorizerRecord } from './records.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html */
export const authorizerDefinition: PartDefinition<'authorizer'> = {
  kind: 'authorizer',
  title: 'Authorizer',
  plural: 'Authorizers',
  idMember: 'AuthorizerId',
  make(draft, { api, id }) {
    const { AuthorizerType, Name } = draft;
    if (!Name) throw badRequest('Name must not be null');
    if (AuthorizerType === 'JWT') checkJwt(draft, api);
    else if (AuthorizerType === 'REQUEST') checkRequest(draft, api);
    else throw badRequest('AuthorizerType must be JWT or REQUEST.');
    const { AuthorizerResultTtlInSeconds: ttl } = draft;
    if (ttl !== undefined && (ttl < 0 || ttl > AUTHORIZER_RESULT_TTL_SECONDS)) {
      throw badRequest(`AuthorizerResultTtlInSeconds must be between 0 and ${AUTHORIZER_RESULT_TTL_SECONDS}.`);
    }
    if (ttl && !draft.IdentitySource?.length) {
      throw badRequest('IdentitySource is required when authorizer results are cached.');
    }
    return { ...defined(draft), AuthorizerType, Name, AuthorizerId: id };
  },
};

function checkJwt({ JwtConfiguration, IdentitySource }: Draft<AuthorizerRecord>, { ProtocolType }: ApiRecord): void {
  if (ProtocolType !== 'HTTP') throw badRequest('JWT authorizers are only supported for HTTP APIs.');
  if (!JwtConfiguration?.Issuer) throw badRequest('JwtConfiguration.Issuer is required for a JWT authorizer.');
  if (!URL.canParse(JwtConfiguration.Issuer)) throw badRequest(`Issuer must be a URL: ${JwtConfiguration.Issuer}`);
  if (!JwtConfiguration.Audience?.length)
    throw badRequest('JwtConfiguration.Audience is required for a JWT authorizer.');
  if (IdentitySource?.length !== 1) throw badRequest('A JWT authorizer needs exactly one IdentitySource.');
}

function checkRequest(
  { AuthorizerUri, AuthorizerPayloadFormatVersion, EnableSimpleResponses, IdentitySource }: Draft<AuthorizerRecord>,
  { ProtocolType }: ApiRecord,
): void {
  if (!AuthorizerUri) throw badRequest('AuthorizerUri is required for a REQUEST authorizer.');
  if (ProtocolType !== 'HTTP') {
    checkSocketAuthorizer({ IdentitySource });
    return;
  }
  if (AuthorizerPayloadFormatVersion !== '1.0' && AuthorizerPayloadFormatVersion !== '2.0') {
    throw badRequest('AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer: 1.0 or 2.0');
  }
  if (EnableSimpleResponses && AuthorizerPayloadFormatVersion === '1.0') {
    throw badRequest('EnableSimpleResponses is only supported for AuthorizerPayloadFormatVersion 2.0.');
  }
}
