import type { PlannedRoute } from '../model/api-plan.ts';
import type { Authorized } from './authorizers/authorized.ts';
import type { HttpRequest } from './request.ts';

/** What is known of a request as it is worked on; authorizers, mappings, events and logs read from it. */
export interface Exchange {
  readonly request: HttpRequest;
  /** Known once a route fits. */
  planned?: PlannedRoute;
  pathParameters: Readonly<Record<string, string>>;
  authorized?: Authorized;
  readonly integration: {
    status?: number;
    latencyMilliseconds?: number;
    error?: string;
    requestId?: string;
  };
  readonly authorizer: { latencyMilliseconds?: number; status?: number; error?: string };
  failure?: { readonly message: string; readonly type?: string };
}

export const newExchange = (request: HttpRequest): Exchange => ({
  request,
  pathParameters: {},
  integration: {},
  authorizer: {},
});
