import type { Account } from '../../../runtime/account.ts';
import type { ApiRecord } from '../model/records.ts';
import { DEFAULT_KEY } from '../model/route-key.ts';
import type { Exchange } from './exchange.ts';

const apiArn = ({ partition, region, id }: Account, apiId: string) =>
  `arn:${partition}:execute-api:${region}:${id}:${apiId}`;

/** The route as functions' policies name it: `…:abc123/dev/GET/images/{id}`, `…:abc123/dev/$default`. */
export function routeArn({ request, planned }: Exchange, account: Account): string {
  const { api, stage } = request.deployed;
  const key = planned?.route.RouteKey ?? DEFAULT_KEY;
  const path = key === DEFAULT_KEY ? key : `${request.method}${key.slice(key.indexOf('/'))}`;
  return `${apiArn(account, api.ApiId)}/${stage.StageName}/${path}`;
}

/** What is called, as callers' policies name it: method and path of the request. */
export function requestArn({ request }: Exchange, account: Account): string {
  const { api, stage } = request.deployed;
  return `${apiArn(account, api.ApiId)}/${stage.StageName}/${request.method}${request.path}`;
}

export const authorizerArn = ({ ApiId }: ApiRecord, authorizerId: string, account: Account): string =>
  `${apiArn(account, ApiId)}/authorizers/${authorizerId}`;
