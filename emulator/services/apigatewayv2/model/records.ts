import type {
  Api,
  Authorizer,
  Deployment,
  Integration,
  IntegrationResponse,
  Model,
  Route,
  RouteResponse,
  Stage,
} from '@aws-sdk/client-apigatewayv2';

/** Members that are always there once a thing is kept, and times as epoch milliseconds. */
type Kept<T, Required extends keyof T> = Omit<T, Required | 'CreatedDate' | 'LastUpdatedDate'> & {
  readonly [K in Required]-?: Exclude<T[K], undefined>;
};

/** What an API consists of, in the shapes of API Gateway's own API (`@aws-sdk/client-apigatewayv2`). */
export type ApiRecord = Kept<Api, 'ApiId' | 'Name' | 'ProtocolType' | 'RouteSelectionExpression' | 'ApiEndpoint'> & {
  readonly CreatedAt: number;
};
export type RouteRecord = Kept<Route, 'RouteId' | 'RouteKey' | 'AuthorizationType'>;
export type IntegrationRecord = Kept<Integration, 'IntegrationId' | 'IntegrationType' | 'TimeoutInMillis'>;
export type AuthorizerRecord = Kept<Authorizer, 'AuthorizerId' | 'AuthorizerType' | 'Name'>;
export type ModelRecord = Kept<Model, 'ModelId' | 'Name'>;
export type RouteResponseRecord = Kept<RouteResponse, 'RouteResponseId' | 'RouteResponseKey'> & {
  readonly RouteId: string;
};
export type IntegrationResponseRecord = Kept<
  IntegrationResponse,
  'IntegrationResponseId' | 'IntegrationResponseKey'
> & {
  readonly IntegrationId: string;
};
export type StageRecord = Kept<Stage, 'StageName' | 'AutoDeploy'> & {
  readonly CreatedAt: number;
  readonly UpdatedAt: number;
};
export type DeploymentRecord = Kept<Deployment, 'DeploymentId' | 'DeploymentStatus'> & { readonly CreatedAt: number };

/** What lies within an API, by kind. */
export interface PartRecords {
  readonly route: RouteRecord;
  readonly integration: IntegrationRecord;
  readonly authorizer: AuthorizerRecord;
  readonly model: ModelRecord;
  readonly routeResponse: RouteResponseRecord;
  readonly integrationResponse: IntegrationResponseRecord;
  readonly stage: StageRecord;
  readonly deployment: DeploymentRecord;
}

export type PartKind = keyof PartRecords;

/** The kinds that a deployment freezes; stages and deployments themselves stand beside them. */
export type ContentKind = Exclude<PartKind, 'stage' | 'deployment'>;
export type Content = { readonly [K in ContentKind]: readonly PartRecords[K][] };
