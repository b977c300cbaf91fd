import type { Account } from '../../../runtime/account.ts';
import type { SocketRequest } from './request.ts';
import { isKnownName, namedValue, scalarText } from './values.ts';

/** Literal text, or the name of a value. */
type Part = { readonly text: string } | { readonly name: string };

/** `$default` alone is a key, not a variable. */
const VARIABLE = /\\\$|\$\{([^}]*)\}|\$(?!default\b)([\w.[\]'"-]+)/g;

const compiled = new Map<string, readonly Part[]>();

/**
 * Evaluates `$request.body.action`, `${request.body.a}-${context.stage}` and the like
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html).
 *
 * @returns undefined when a value that the expression names is not there, or is no text
 */
export function select(expression: string, request: SocketRequest, account: Account): string | undefined {
  let selected = '';
  for (const part of partsOf(expression)) {
    const text = 'text' in part ? part.text : scalarText(namedValue(request, account, part.name));
    if (text === undefined) return undefined;
    selected += text;
  }
  return selected;
}

/** Names in an expression that stand for nothing here. */
export const unknownNames = (expression: string): string[] =>
  partsOf(expression).flatMap((part) => ('name' in part && !isKnownName(part.name) ? [part.name] : []));

function partsOf(expression: string): readonly Part[] {
  const known = compiled.get(expression);
  if (known) return known;
  const parts: Part[] = [];
  let end = 0;
  for (const found of expression.matchAll(VARIABLE)) {
    if (found.index > end) parts.push({ text: expression.slice(end, found.index) });
    const name = found[1] ?? found[2];
    parts.push(name === undefined ? { text: '$' } : { name });
    end = found.index + found[0].length;
  }
  if (end < expression.length) parts.push({ text: expression.slice(end) });
  compiled.set(expression, parts);
  return parts;
}
