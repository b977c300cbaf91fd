import { badRequest, conflict, notFound } from '../errors.ts';
import { checkSocketRoute } from '../websocket/checks.ts';
import { integrationIdOf } from './api-plan.ts';
import { type Draft, defined, type MakeContext, type PartDefinition } from './part-definition.ts';
import type { RouteRecord } from './records.ts';
import { checkRouteKey } from './route-key.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html */
export const routeDefinition: PartDefinition<'route'> = {
  kind: 'route',
  title: 'Route',
  plural: 'Routes',
  idMember: 'RouteId',
  make(draft, context) {
    const { api, id, all, find } = context;
    const { RouteKey } = draft;
    if (RouteKey === undefined) throw badRequest('RouteKey must not be null');
    checkRouteKey(RouteKey, api);
    if (api.ProtocolType === 'WEBSOCKET') checkSocketRoute(draft);
    if (all('route').some((other) => other.RouteKey === RouteKey && other.RouteId !== id)) {
      throw conflict(`Route with key ${RouteKey} already exists for this API`);
    }
    if (draft.Target !== undefined) {
      const integrationId = integrationIdOf({ Target: draft.Target });
      if (integrationId === undefined)
        throw badRequest(`Invalid target ${draft.Target}: it is written integrations/<id>`);
      if (!find('integration', integrationId)) throw notFound('Integration', integrationId);
    }
    const AuthorizationType = checkAuthorization(draft, context);
    return { ApiKeyRequired: false, ...defined(draft), RouteKey, AuthorizationType, RouteId: id };
  },
};

function checkAuthorization(draft: Draft<RouteRecord>, { api, find }: MakeContext<RouteRecord>) {
  const { AuthorizationType = 'NONE', AuthorizerId, AuthorizationScopes = [] } = draft;
  if (AuthorizationType === 'JWT' && api.ProtocolType !== 'HTTP') {
    throw badRequest('JWT authorization is only supported for HTTP APIs.');
  }
  if (AuthorizationType === 'JWT' || AuthorizationType === 'CUSTOM') {
    if (!AuthorizerId) throw badRequest(`AuthorizerId is required for authorization type ${AuthorizationType}.`);
    const authorizer = find('authorizer', AuthorizerId);
    if (!authorizer) throw notFound('Authorizer', AuthorizerId);
    const wanted = AuthorizationType === 'JWT' ? 'JWT' : 'REQUEST';
    if (authorizer.AuthorizerType !== wanted) {
      throw badRequest(
        `Authorization type ${AuthorizationType} does not fit the authorizer's type ${authorizer.AuthorizerType}.`,
      );
    }
  }
  if (AuthorizationScopes.length > 0 && AuthorizationType !== 'JWT') {
    throw badRequest('Authorization scopes are only supported with JWT authorization.');
  }
  return AuthorizationType;
}
