import type { Account } from '../../../../runtime/account.ts';
import { contextValue } from '../context.ts';
import type { Exchange } from '../exchange.ts';

/** What a mapping of an answer may name beside the request. */
export interface MappedAnswer {
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** As JSON; undefined when it is none. */
  readonly body: unknown;
}

interface Source {
  readonly exchange: Exchange;
  readonly account: Account;
  /** The request's body as JSON; undefined when it is none, or nothing asks for it. */
  readonly body: unknown;
  readonly answer?: MappedAnswer;
}

const REFERENCE = /\$\{([\w.$\-[\]'*]+)\}|^\$([\w.$\-[\]'*]+)$/g;

/**
 * The value of a mapping's source: text with references, `$request.header.x` alone or `${request.header.x}` within
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html).
 */
export function mappedText(template: string, source: Source): string | undefined {
  let missing = false;
  const text = template.replace(REFERENCE, (_, within: string | undefined, alone: string | undefined) => {
    const value = referenced(within ?? alone ?? '', source);
    if (value === undefined) missing = true;
    return value ?? '';
  });
  return missing && text === '' ? undefined : text;
}

export const needsBody = (templates: Iterable<string>): boolean =>
  [...templates].some((text) => text.includes('request.body'));

function referenced(name: string, { exchange, account, body, answer }: Source): string | undefined {
  const { request, pathParameters } = exchange;
  const [root, part, ...rest] = name.split('.');
  const key = rest.join('.');
  if (root === 'context') return textOf(contextValue(exchange, account, [part, ...rest].join('.')));
  if (root === 'stageVariables') return request.deployed.stage.StageVariables?.[[part, ...rest].join('.')];
  if (root === 'response') {
    if (part === 'header') return [answer?.headers[key.toLowerCase()] ?? []].flat().join(',') || undefined;
    return part === 'body' ? textOf(valueAt(answer?.body, key)) : undefined;
  }
  if (root !== 'request') return undefined;
  if (part === 'header') return request.headers[key.toLowerCase()];
  if (part === 'querystring') return request.query.get(key)?.join(',');
  if (part === 'path') return key === '' ? request.path : pathParameters[key];
  return part === 'body' ? textOf(key === '' ? body : valueAt(body, key)) : undefined;
}

/** The value at `a.b[0]` of a JSON value. */
function valueAt(value: unknown, path: string): unknown {
  let here = value;
  for (const part of path.match(/[^.[\]']+/g) ?? []) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = Reflect.get(here, part);
  }
  return here;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
