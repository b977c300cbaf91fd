import type {
  ApiKey,
  Authorizer,
  GatewayResponse,
  Integration,
  Method,
  Model,
  RequestValidator,
  Resource,
  RestApi,
  Stage,
  UsagePlan,
} from '@aws-sdk/client-api-gateway';

/** Members that are always there once a thing is kept, and times as epoch milliseconds. */
type Kept<T, Required extends keyof T> = Omit<T, Required | 'createdDate' | 'lastUpdatedDate'> & {
  readonly [K in Required]-?: Exclude<T[K], undefined>;
};

/** What REST APIs consist of, in the shapes of API Gateway's own API (`@aws-sdk/client-api-gateway`). */
export interface RestRecords {
  readonly api: Kept<RestApi, 'id' | 'name' | 'rootResourceId'> & { readonly createdAt: number };
  readonly resource: Kept<Omit<Resource, 'resourceMethods'>, 'id' | 'path'>;
  readonly method: Kept<Omit<Method, 'methodIntegration'>, 'httpMethod' | 'authorizationType'> & {
    readonly resourceId: string;
    readonly methodIntegration?: Integration | undefined;
  };
  readonly authorizer: Kept<Authorizer, 'id' | 'name' | 'type'>;
  readonly validator: Kept<RequestValidator, 'id'>;
  readonly model: Kept<Model, 'id' | 'name'>;
  readonly gatewayResponse: Kept<GatewayResponse, 'responseType'>;
  readonly stage: Kept<Stage, 'stageName' | 'deploymentId'> & {
    readonly createdAt: number;
    readonly updatedAt: number;
  };
  readonly deployment: {
    readonly id: string;
    readonly description?: string | undefined;
    readonly createdAt: number;
    readonly content: RestContent;
  };
  readonly usagePlan: Kept<UsagePlan, 'id' | 'name'>;
  readonly apiKey: Kept<ApiKey, 'id' | 'name' | 'value' | 'enabled'> & { readonly createdAt: number };
  /** An API key that belongs to a usage plan. */
  readonly planKey: { readonly planId: string; readonly keyId: string };
  readonly account: { readonly cloudwatchRoleArn?: string | undefined };
}

export type RestKind = keyof RestRecords;

/** What a deployment freezes. */
export type RestContent = {
  readonly [K in
    | 'resource'
    | 'method'
    | 'authorizer'
    | 'validator'
    | 'model'
    | 'gatewayResponse']: readonly RestRecords[K][];
};

/** Usage plans, keys and the account's settings belong to no API. */
export const NO_API = '';
