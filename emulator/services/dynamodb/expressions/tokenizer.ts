/** `name` and `#alias` are attribute names, `:value` a value, `number` a list index; the rest stands for itself. */
export type TokenKind = 'name' | 'alias' | 'value' | 'number' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it begins and ends in the expression. */
  readonly start: number;
  readonly end: number;
}

const TOKENS = /\s+|([A-Za-z][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|([0-9]+)|(<>|<=|>=|[\s\S])/gu;

/** Takes an expression apart; a character that no expression has becomes a symbol, which no grammar takes. */
export function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of expression.matchAll(TOKENS)) {
    const kind = kindOf(match);
    if (kind) {
      tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
    }
  }
  tokens.push({ kind: 'end', text: '<EOF>', start: expression.length, end: expression.length });
  return tokens;
}

function kindOf([, name, alias, value, number, symbol]: RegExpMatchArray): TokenKind | undefined {
  if (name !== undefined) return 'name';
  if (alias !== undefined) return 'alias';
  if (value !== undefined) return 'value';
  if (number !== undefined) return 'number';
  return symbol === undefined ? undefined : 'symbol';
}
