import type { Account } from '../../../runtime/account.ts';
import type { ApiPlan, DeployedStage, PlannedRoute } from '../../apigatewayv2/model/api-plan.ts';
import type { IntegrationRecord, StageRecord } from '../../apigatewayv2/model/records.ts';
import type { RestContent, RestRecords } from './records.ts';

export type RestMethod = RestRecords['method'];

/** A stage of a REST API as requests meet it. */
export interface DeployedRest {
  readonly api: RestRecords['api'];
  readonly stage: RestRecords['stage'];
  readonly content: RestContent;
  /** The same in the form of HTTP APIs, whose routing, mapping, logs and metrics serve REST APIs too. */
  readonly deployed: DeployedStage;
  readonly methods: ReadonlyMap<PlannedRoute, RestMethod>;
}

export const LONGEST_INTEGRATION_MILLISECONDS = 29_000;

export function deployedRest(
  api: RestRecords['api'],
  stage: RestRecords['stage'],
  content: RestContent,
  { region, urlSuffix }: Account,
): DeployedRest {
  const methods = new Map<PlannedRoute, RestMethod>();
  const routes = new Map<string, PlannedRoute>();
  const resources = new Map(content.resource.map((resource) => [resource.id, resource.path]));
  for (const method of content.method) {
    const path = resources.get(method.resourceId);
    if (path === undefined) continue;
    const planned = plannedRoute(method, `${method.httpMethod} ${path}`);
    routes.set(planned.route.RouteKey, planned);
    methods.set(planned, method);
  }
  const plan: ApiPlan = { routes, models: new Map() };
  const deployed: DeployedStage = {
    api: {
      ApiId: api.id,
      Name: api.name,
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '',
      ApiEndpoint: `https://${api.id}.execute-api.${region}.${urlSuffix}`,
      CreatedAt: api.createdAt,
    },
    stage: stageRecord(stage),
    plan,
  };
  return { api, stage, content, deployed, methods };
}

function plannedRoute(method: RestMethod, RouteKey: string): PlannedRoute {
  const { methodIntegration: integration } = method;
  const record: IntegrationRecord | undefined = integration && {
    IntegrationId: RouteKey,
    IntegrationType: integration.type ?? 'MOCK',
    TimeoutInMillis: integration.timeoutInMillis ?? LONGEST_INTEGRATION_MILLISECONDS,
    IntegrationUri: integration.uri,
    IntegrationMethod: integration.httpMethod,
    CredentialsArn: integration.credentials,
    PayloadFormatVersion: '1.0',
  };
  return {
    route: { RouteId: method.resourceId, RouteKey, AuthorizationType: 'NONE' },
    integration: record && { record, responses: new Map() },
    authorizer: undefined,
    responses: new Map(),
  };
}

function stageRecord({
  stageName,
  variables,
  accessLogSettings,
  methodSettings = {},
  createdAt,
  updatedAt,
}: RestRecords['stage']): StageRecord {
  const settings = (key: string) => {
    const { throttlingBurstLimit, throttlingRateLimit, metricsEnabled } = methodSettings[key] ?? {};
    return {
      ThrottlingBurstLimit: throttlingBurstLimit,
      ThrottlingRateLimit: throttlingRateLimit,
      DetailedMetricsEnabled: metricsEnabled,
    };
  };
  const routes = Object.keys(methodSettings).filter((key) => key !== '*/*');
  return {
    StageName: stageName,
    AutoDeploy: false,
    StageVariables: variables,
    DefaultRouteSettings: settings('*/*'),
    RouteSettings: Object.fromEntries(routes.map((key) => [routeKeyOf(key), settings(key)])),
    AccessLogSettings: accessLogSettings && {
      DestinationArn: accessLogSettings.destinationArn,
      Format: accessLogSettings.format,
    },
    CreatedAt: createdAt,
    UpdatedAt: updatedAt,
  };
}

/** A method setting is named `~1images~1{id}/GET`, a route `GET /images/{id}`. */
function routeKeyOf(settingKey: string): string {
  const cut = settingKey.lastIndexOf('/');
  const path = settingKey.slice(0, cut).replaceAll('~1', '/');
  return `${settingKey.slice(cut + 1)} ${path.startsWith('/') ? path : `/${path}`}`;
}
