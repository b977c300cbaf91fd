import type {
  ApiRecord,
  AuthorizerRecord,
  Content,
  IntegrationRecord,
  IntegrationResponseRecord,
  ModelRecord,
  RouteRecord,
  RouteResponseRecord,
  StageRecord,
} from './records.ts';

export interface PlannedIntegration {
  readonly record: IntegrationRecord;
  /** By integration response key: `$default`, `/2\d\d/`. */
  readonly responses: ReadonlyMap<string, IntegrationResponseRecord>;
}

/** A route with all that it leads to. */
export interface PlannedRoute {
  readonly route: RouteRecord;
  /** None when the route has no target, or its target is gone. */
  readonly integration: PlannedIntegration | undefined;
  readonly authorizer: AuthorizerRecord | undefined;
  /** By route response key: `$default`. */
  readonly responses: ReadonlyMap<string, RouteResponseRecord>;
}

/** Routes, integrations and authorizers of an API as they were deployed, tied together. Never changed once made. */
export interface ApiPlan {
  /** By route key: `GET /images/{id}`, `$default`, `$connect`, `say`. */
  readonly routes: ReadonlyMap<string, PlannedRoute>;
  /** By name. */
  readonly models: ReadonlyMap<string, ModelRecord>;
}

/**
 * What requests and connections to a stage meet. The same object until something of the API changes: what is worked out
 * from it may be kept in a WeakMap.
 */
export interface DeployedStage {
  readonly api: ApiRecord;
  readonly stage: StageRecord;
  readonly plan: ApiPlan;
}

export function planOf(content: Content): ApiPlan {
  const authorizers = new Map(content.authorizer.map((record) => [record.AuthorizerId, record]));
  const integrations = new Map(
    content.integration.map((record): [string, PlannedIntegration] => {
      const own = content.integrationResponse.filter(({ IntegrationId }) => IntegrationId === record.IntegrationId);
      const responses = new Map(own.map((response) => [response.IntegrationResponseKey, response]));
      return [record.IntegrationId, { record, responses }];
    }),
  );
  const routes = content.route.map((route): [string, PlannedRoute] => {
    const own = content.routeResponse.filter(({ RouteId }) => RouteId === route.RouteId);
    return [
      route.RouteKey,
      {
        route,
        integration: integrations.get(integrationIdOf(route) ?? ''),
        authorizer: authorizers.get(route.AuthorizerId ?? ''),
        responses: new Map(own.map((response) => [response.RouteResponseKey, response])),
      },
    ];
  });
  return { routes: new Map(routes), models: new Map(content.model.map((model) => [model.Name, model])) };
}

/** A target is written `integrations/<id>`. */
export const integrationIdOf = ({ Target }: Pick<RouteRecord, 'Target'>) =>
  /^integrations\/(.+)$/.exec(Target ?? '')?.[1];
