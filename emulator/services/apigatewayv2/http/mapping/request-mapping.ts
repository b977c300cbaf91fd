import type { Account } from '../../../../runtime/account.ts';
import type { Exchange } from '../exchange.ts';
import type { RequestView } from '../request.ts';
import { mappedText, needsBody } from './values.ts';

/**
 * The request as an integration is to see it: `append`, `overwrite` and `remove` of headers and query parameters, and
 * `overwrite:path` (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html).
 */
export async function mappedRequest(
  exchange: Exchange,
  parameters: Readonly<Record<string, string>> | undefined,
  account: Account,
): Promise<RequestView> {
  const { request } = exchange;
  if (!parameters) return request;
  const body = needsBody(Object.values(parameters)) ? await jsonBody(exchange) : undefined;
  const headers: Record<string, string> = { ...request.headers };
  const query = new Map(request.query);
  let { rawPath } = request;
  for (const [destination, template] of Object.entries(parameters)) {
    const [, action, place, name = ''] =
      /^(append|overwrite|remove):(header|querystring|path)(?:\.(.+))?$/.exec(destination) ?? [];
    const value = action === 'remove' ? undefined : mappedText(template, { exchange, account, body });
    if (place === 'path') rawPath = value ?? rawPath;
    else if (place === 'header') change(headers, name.toLowerCase(), action, value);
    else if (place === 'querystring') changeQuery(query, name, action, value);
  }
  return { headers, query, rawPath, rawQuery: query.size > 0 ? written(query) : '' };
}

async function jsonBody({ request }: Exchange): Promise<unknown> {
  const text = (await request.body.bytes()).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function change(
  headers: Record<string, string>,
  name: string,
  action: string | undefined,
  value: string | undefined,
): void {
  if (action === 'remove') delete headers[name];
  else if (value !== undefined)
    headers[name] = action === 'append' && headers[name] ? `${headers[name]},${value}` : value;
}

function changeQuery(
  query: Map<string, readonly string[]>,
  name: string,
  action: string | undefined,
  value: string | undefined,
): void {
  if (action === 'remove') query.delete(name);
  else if (value !== undefined) query.set(name, action === 'append' ? [...(query.get(name) ?? []), value] : [value]);
}

function written(query: ReadonlyMap<string, readonly string[]>): string {
  const pairs = [...query].flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
  return new URLSearchParams(pairs).toString();
}
