import type { Cors } from '@aws-sdk/client-apigatewayv2';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { badRequest } from '../errors.ts';
import { checkSocketApi } from '../websocket/checks.ts';
import type { ApiParts } from './api-parts.ts';
import type { ApiStore } from './api-store.ts';
import { integrationDefinition } from './integration.ts';
import { type Draft, defined } from './part-definition.ts';
import type { ApiRecord } from './records.ts';
import { routeDefinition } from './route.ts';
import { DEFAULT_KEY } from './route-key.ts';
import { stageDefinition } from './stage.ts';

interface Deps {
  readonly apis: ApiStore;
  readonly parts: ApiParts;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Quick create: an API with one route to one target, and the stage `$default`. */
export interface QuickCreate {
  /** A function's ARN, or a URL. */
  readonly Target?: string | undefined;
  readonly RouteKey?: string | undefined;
  readonly CredentialsArn?: string | undefined;
}

const API_ID_CHARACTERS = 10;

/** APIs themselves; what lies within them is made by `ApiParts`. */
export class Apis {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @param id ten letters and digits; default a new one */
  create(draft: Draft<ApiRecord> & QuickCreate, id = this.#newId()): ApiRecord {
    const { Target, RouteKey, CredentialsArn, ...api } = draft;
    const { Name, ProtocolType } = api;
    if (!Name) throw badRequest('Name must not be null');
    if (ProtocolType !== 'HTTP' && ProtocolType !== 'WEBSOCKET')
      throw badRequest('Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]');
    const { RouteSelectionExpression = defaultSelection(ProtocolType) } = api;
    if (RouteSelectionExpression === undefined)
      throw badRequest('RouteSelectionExpression is required for WebSocket APIs.');
    checkCors(api.CorsConfiguration, ProtocolType);
    if (ProtocolType === 'WEBSOCKET') checkSocketApi(api);
    const record: ApiRecord = {
      ApiKeySelectionExpression: '$request.header.x-api-key',
      DisableExecuteApiEndpoint: false,
      IpAddressType: 'ipv4',
      ...defined(api),
      Name,
      ProtocolType,
      RouteSelectionExpression,
      ApiId: id,
      ApiEndpoint: `${ProtocolType === 'HTTP' ? 'https' : 'wss'}://${this.#host(id)}`,
      CreatedAt: this.#deps.clock.now(),
    };
    this.#deps.apis.putApi(record);
    if (Target !== undefined) this.#quickCreate(record, { Target, RouteKey, CredentialsArn });
    return record;
  }

  update(apiId: string | undefined, draft: Draft<ApiRecord>): ApiRecord {
    const previous = this.#deps.parts.api(apiId);
    checkCors(draft.CorsConfiguration, previous.ProtocolType);
    const record = { ...previous, ...defined(draft) };
    if (record.ProtocolType === 'WEBSOCKET') checkSocketApi(record);
    this.#deps.apis.putApi(record);
    return record;
  }

  /** Leaves out what the draft does not say. */
  replace(apiId: string, draft: Draft<ApiRecord>): ApiRecord {
    const { CreatedAt } = this.#deps.parts.api(apiId);
    const record = { ...this.create(draft, apiId), CreatedAt };
    this.#deps.apis.putApi(record);
    return record;
  }

  #quickCreate(
    { ApiId, ProtocolType }: ApiRecord,
    { Target, RouteKey = DEFAULT_KEY, CredentialsArn }: QuickCreate,
  ): void {
    const { parts } = this.#deps;
    if (ProtocolType !== 'HTTP') throw badRequest('Quick create is only supported for HTTP APIs.');
    const managed = { ApiGatewayManaged: true };
    const isUrl = Target?.startsWith('http');
    const kind = isUrl
      ? ({ IntegrationType: 'HTTP_PROXY', IntegrationMethod: 'ANY', PayloadFormatVersion: '1.0' } as const)
      : ({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' } as const);
    const { IntegrationId } = parts.create(integrationDefinition, ApiId, {
      ...kind,
      ...managed,
      IntegrationUri: Target,
      CredentialsArn,
    });
    parts.create(routeDefinition, ApiId, { ...managed, RouteKey, Target: `integrations/${IntegrationId}` });
    parts.create(stageDefinition, ApiId, { ...managed, AutoDeploy: true }, DEFAULT_KEY);
  }

  #host(id: string): string {
    const { region, urlSuffix } = this.#deps.account;
    return `${id}.execute-api.${region}.${urlSuffix}`;
  }

  #newId(): string {
    return this.#deps.ids.letters(API_ID_CHARACTERS).toLowerCase();
  }
}

const defaultSelection = (protocol: string): string | undefined =>
  protocol === 'HTTP' ? '${request.method} ${request.path}' : undefined;

function checkCors(cors: Cors | undefined, protocol: string): void {
  if (!cors) return;
  if (protocol !== 'HTTP') throw badRequest('CORS configuration is only supported for HTTP APIs.');
  if (cors.AllowCredentials && cors.AllowOrigins?.includes('*')) {
    throw badRequest('Allow Origin * is not supported when AllowCredentials is true');
  }
}
