import jsonata from 'jsonata';
import { z } from 'zod';
import { compileOnce } from '../compile-cache.ts';
import { ExpressionSyntaxError } from '../errors/expression-syntax-error.ts';
import { STATE_FUNCTIONS } from './functions/registry.ts';
import { MAX_SEQUENCE_ITEMS } from './limits.ts';
import { type Frame, Run } from './run.ts';
import { isNode, type Node, nesting, statesMembers, variableNames } from './syntax.ts';
import { topLevelReferences } from './top-level-references.ts';

const OPENING = '{%';
const CLOSING = '%}';

/** An expression as the library parsed it. */
export interface Parsed {
  /** The text between the delimiters, without the space around it: the form in which causes quote it. */
  readonly source: string;
  readonly ast: Node;
  /** The names, without `$`, of the variables and functions that it mentions. */
  readonly names: ReadonlySet<string>;
  /** The members of `$states` that it reads by name. */
  readonly statesMembers: readonly string[];
  /** How deep its parts nest. */
  readonly nesting: number;
  readonly library: jsonata.Expression;
}

/** True for a text of the form `{% … %}`; a text with anything outside the delimiters, be it a space, is an ordinary string. */
export function isExpressionText(text: string): boolean {
  return text.length >= OPENING.length + CLOSING.length && text.startsWith(OPENING) && text.endsWith(CLOSING);
}

/** Parses `{% … %}`. The result is cached. @throws ExpressionSyntaxError with the code of AWS's diagnostic */
export const parseExpression: (text: string) => Parsed = compileOnce((text) => {
  const source = text.slice(OPENING.length, -CLOSING.length).trim();
  try {
    return parseSource(source);
  } catch (cause) {
    if (cause instanceof ExpressionSyntaxError) throw cause;
    throw new ExpressionSyntaxError(source, reason(cause), { code: 'INVALID_JSONATA_EXPRESSION', cause });
  }
});

function parseSource(source: string): Parsed {
  const library = jsonata(source, { sequence: MAX_SEQUENCE_ITEMS });
  const ast: unknown = library.ast();
  if (!isNode(ast)) throw new Error('The expression is empty');
  refuseTopLevelReferences(source, ast);
  const names = variableNames(ast);
  register(library, names);
  return { source, ast, names, statesMembers: statesMembers(ast), nesting: nesting(ast), library };
}

/** The names of the library's callbacks are symbols, though its types ask for strings. */
const ENTRY = Symbol.for('jsonata.__evaluate_entry') as unknown as string;
const EXIT = Symbol.for('jsonata.__evaluate_exit') as unknown as string;

const LibraryError = z.object({ message: z.string() });

function reason(cause: unknown): string {
  return LibraryError.safeParse(cause).data?.message ?? 'The expression does not parse';
}

function refuseTopLevelReferences(source: string, ast: Node): void {
  const [reference] = topLevelReferences(ast);
  if (reference === undefined) return;
  throw new ExpressionSyntaxError(source, `Reference to '${reference}' at the top level is not supported.`, {
    code: 'UNSUPPORTED_JSONATA_EXPRESSION',
  });
}

/** Gives the expression its functions and the callbacks that bound it. What belongs to one evaluation comes as its bindings. */
function register(library: jsonata.Expression, names: ReadonlySet<string>): void {
  for (const { name, call, signature } of STATE_FUNCTIONS) {
    if (names.has(name)) library.registerFunction(name, call, signature);
  }
  const enter = (_node: unknown, _input: unknown, frame: Frame) => Run.of(frame).enter();
  const exit = (_node: unknown, _input: unknown, frame: Frame) => Run.of(frame).exit();
  library.assign(ENTRY, enter);
  library.assign(EXIT, exit);
}
