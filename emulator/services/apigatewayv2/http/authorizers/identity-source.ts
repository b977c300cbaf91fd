import type { Account } from '../../../../runtime/account.ts';
import { contextValue } from '../context.ts';
import type { Exchange } from '../exchange.ts';

/**
 * The value of an identity source: `$request.header.Authorization`, `$request.querystring.token`, `$context.routeKey`,
 * `$stageVariables.tenant`; undefined where the request has none.
 */
export function identityOf(source: string, exchange: Exchange, account: Account): string | undefined {
  const { request } = exchange;
  const [, root, name = ''] =
    /^\$(request\.header|request\.querystring|context|stageVariables)\.(.+)$/.exec(source) ?? [];
  const value =
    root === 'request.header'
      ? request.headers[name.toLowerCase()]
      : root === 'request.querystring'
        ? request.query.get(name)?.join(',')
        : root === 'context'
          ? contextValue(exchange, account, name)
          : request.deployed.stage.StageVariables?.[name];
  return value === undefined || value === null || value === '' ? undefined : String(value);
}
