import { type PathNode, parsePath } from './path.ts';
import { isCall, type OperandNode, parseCall, parseOperand } from './syntax.ts';
import type { TokenStream } from './token-stream.ts';

export interface SumNode {
  readonly kind: 'sum';
  readonly operator: '+' | '-';
  readonly left: SetValueNode;
  readonly right: SetValueNode;
}

/** The right side of a SET action. */
export type SetValueNode = OperandNode | SumNode;

export type ActionNode =
  | { readonly kind: 'SET'; readonly path: PathNode; readonly value: SetValueNode }
  | { readonly kind: 'REMOVE'; readonly path: PathNode }
  | { readonly kind: 'ADD' | 'DELETE'; readonly path: PathNode; readonly placeholder: string };

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Section = (typeof SECTIONS)[number];

/**
 * The grammar of update expressions
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html):
 *
 *     update = section { section }                 each section at most once
 *     SET    path = value { , path = value }       value = term [ (+ | -) term ]
 *     REMOVE path { , path }                       term  = path | :value | function | "(" value ")"
 *     ADD    path :value { , path :value }
 *     DELETE path :value { , path :value }
 */
export function parseUpdate(tokens: TokenStream): readonly ActionNode[] {
  const actions: ActionNode[] = [];
  const seen = new Set<Section>();
  do {
    const section = SECTIONS.find((name) => tokens.isKeyword(name));
    if (!section) throw tokens.syntaxError();
    tokens.next();
    if (seen.has(section)) {
      throw tokens.fail(`The "${section}" section can only be used once in an update expression;`);
    }
    seen.add(section);
    actions.push(parseAction(section, tokens));
    while (tokens.take(',')) actions.push(parseAction(section, tokens));
  } while (!tokens.atEnd());
  return actions;
}

function parseAction(section: Section, tokens: TokenStream): ActionNode {
  tokens.countOperator();
  const path = parsePath(tokens);
  if (section === 'REMOVE') return { kind: section, path };
  if (section !== 'SET') return { kind: section, path, placeholder: tokens.expectKind('value').text };
  tokens.expect('=');
  return { kind: section, path, value: parseSetValue(tokens) };
}

function parseSetValue(tokens: TokenStream): SetValueNode {
  const left = parseTerm(tokens);
  const operator = (['+', '-'] as const).find((symbol) => tokens.is(symbol));
  if (!operator) return left;
  tokens.next();
  tokens.countOperator();
  return { kind: 'sum', operator, left, right: parseTerm(tokens) };
}

function parseTerm(tokens: TokenStream): SetValueNode {
  if (tokens.take('(')) {
    const value = parseSetValue(tokens);
    tokens.expect(')');
    return value;
  }
  return isCall(tokens) ? parseCall(tokens) : parseOperand(tokens);
}
