import type { ConnectionHttpParameters, CreateConnectionAuthRequestParameters } from '@aws-sdk/client-eventbridge';

export const AUTHORIZATION_TYPES = ['BASIC', 'OAUTH_CLIENT_CREDENTIALS', 'API_KEY'] as const;
export const METHODS = ['POST', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'] as const;

export type AuthParameters = Pick<
  CreateConnectionAuthRequestParameters,
  'BasicAuthParameters' | 'OAuthParameters' | 'ApiKeyAuthParameters' | 'InvocationHttpParameters'
>;
export type HttpParameters = ConnectionHttpParameters;

/** How to authorize with an HTTP API. */
export interface Connection {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly state: 'AUTHORIZED' | 'DEAUTHORIZED';
  readonly type: (typeof AUTHORIZATION_TYPES)[number];
  /** With the secrets, which no answer shows. */
  readonly auth: AuthParameters;
  readonly secretArn: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly authorizedAt: number;
}

/** An HTTP endpoint that rules may send events to. */
export interface ApiDestination {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly connectionArn: string;
  /** May have `*` for the target's path parameters. */
  readonly endpoint: string;
  readonly method: (typeof METHODS)[number];
  readonly invocationsPerSecond: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
}
