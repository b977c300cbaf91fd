import { badRequest } from '../errors.ts';
import { checkSocketResponse, checkSocketRouteResponse } from '../websocket/checks.ts';
import { defined, type PartDefinition } from './part-definition.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid-routeresponses.html */
export const routeResponseDefinition: PartDefinition<'routeResponse'> = {
  kind: 'routeResponse',
  title: 'RouteResponse',
  plural: 'RouteResponses',
  idMember: 'RouteResponseId',
  parent: { kind: 'route', title: 'Route', member: 'RouteId' },
  make(draft, { api, id }) {
    const { RouteResponseKey, RouteId } = draft;
    if (api.ProtocolType !== 'WEBSOCKET') throw badRequest('Route responses are only supported for WebSocket APIs.');
    if (!RouteResponseKey) throw badRequest('RouteResponseKey must not be null');
    if (!RouteId) throw badRequest('RouteId must not be null');
    checkSocketRouteResponse(draft);
    return { ...defined(draft), RouteResponseKey, RouteId, RouteResponseId: id };
  },
};

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses.html */
export const integrationResponseDefinition: PartDefinition<'integrationResponse'> = {
  kind: 'integrationResponse',
  title: 'IntegrationResponse',
  plural: 'IntegrationResponses',
  idMember: 'IntegrationResponseId',
  parent: { kind: 'integration', title: 'Integration', member: 'IntegrationId' },
  make(draft, { api, id }) {
    const { IntegrationResponseKey, IntegrationId } = draft;
    if (api.ProtocolType !== 'WEBSOCKET')
      throw badRequest('Integration responses are only supported for WebSocket APIs.');
    if (!IntegrationResponseKey) throw badRequest('IntegrationResponseKey must not be null');
    if (!IntegrationId) throw badRequest('IntegrationId must not be null');
    checkSocketResponse(draft);
    return { ...defined(draft), IntegrationResponseKey, IntegrationId, IntegrationResponseId: id };
  },
};
