import { validation } from '../errors.ts';

export interface MathToken {
  readonly kind: 'number' | 'name' | 'string' | 'symbol';
  readonly text: string;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|"([^"]*)"|(==|!=|<=|>=|&&|\|\||[-+*/^()<>,[\]]))/y;

/** The tokens of a metric math expression. */
export function mathTokens(expression: string): MathToken[] {
  const tokens: MathToken[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const [, number, name, string, symbol] = TOKEN.exec(expression) ?? [];
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol });
    else throw validation(`Error in expression '${expression}': Invalid syntax`);
  }
  return tokens;
}
