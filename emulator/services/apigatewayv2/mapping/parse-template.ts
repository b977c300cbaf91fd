import { Cursor } from './cursor.ts';
import { parseExpression, parseReference } from './parse-expression.ts';
import type { Branch, Node } from './syntax.ts';

const PLAIN = /[^$#]+/y;
const COMMENT = /##[^\n]*\n?|#\*[\s\S]*?\*#/y;
const DIRECTIVE = /#\{?(?:set|if|elseif|else|end|foreach|macro|parse|include|define|evaluate|stop|break|return)\b\}?/y;
const REFERENCE_AHEAD = /\$!?\{?[A-Za-z_]/y;
/** A directive alone on its line leaves no empty line. */
const REST_OF_LINE = /[ \t]*\n/y;
const SPACE = /\s*/y;

/**
 * Parses a template.
 *
 * @throws TemplateError naming what is wrong, or what is not supported
 */
export function parseTemplate(text: string): Node[] {
  const cursor = new Cursor(text);
  const nodes = parseBlock(cursor, []);
  if (!cursor.done) cursor.fail('this ends nothing');
  return nodes;
}

/** @param ends directives at which the block stops, which are left for the caller */
function parseBlock(cursor: Cursor, ends: readonly string[]): Node[] {
  const nodes: Node[] = [];
  while (!cursor.done) {
    const text = cursor.take(PLAIN);
    if (text !== undefined) nodes.push({ kind: 'text', text });
    else if (cursor.take(COMMENT) !== undefined) continue;
    else if (cursor.peek() === '$') nodes.push(parseDollar(cursor));
    else {
      const start = cursor.at;
      const directive = cursor.take(DIRECTIVE)?.replace(/[#{}]/g, '');
      if (directive && ends.includes(directive)) {
        cursor.at = start;
        return nodes;
      }
      nodes.push(
        directive ? parseDirective(cursor, directive, start) : { kind: 'text', text: cursor.take(/#/y) ?? '' },
      );
    }
  }
  return nodes;
}

function parseDollar(cursor: Cursor): Node {
  const start = cursor.at;
  const ahead = cursor.take(REFERENCE_AHEAD) !== undefined;
  cursor.at = start;
  if (!ahead) return { kind: 'text', text: cursor.take(/\$/y) ?? '' };
  const { reference, quiet } = parseReference(cursor);
  return { kind: 'reference', reference, quiet, source: cursor.text.slice(start, cursor.at) };
}

function parseDirective(cursor: Cursor, directive: string, start: number): Node {
  if (directive === 'set') return parseSet(cursor);
  if (directive === 'if') return parseIf(cursor);
  if (directive === 'foreach') return parseForeach(cursor);
  cursor.at = start;
  return cursor.fail(`the directive #${directive} is not supported here`);
}

function inParentheses<T>(cursor: Cursor, parse: () => T): T {
  cursor.take(SPACE);
  cursor.expect('(');
  const parsed = parse();
  cursor.take(SPACE);
  cursor.expect(')');
  cursor.take(REST_OF_LINE);
  return parsed;
}

const parseSet = (cursor: Cursor): Node =>
  inParentheses(cursor, () => {
    cursor.take(SPACE);
    const { reference: target } = parseReference(cursor);
    cursor.take(SPACE);
    cursor.expect('=');
    return { kind: 'set', target, value: parseExpression(cursor) };
  });

function parseIf(cursor: Cursor): Node {
  const branches: Branch[] = [parseBranch(cursor)];
  let otherwise: Node[] = [];
  for (;;) {
    const next = cursor.take(DIRECTIVE)?.replace(/[#{}]/g, '');
    if (next === 'elseif') branches.push(parseBranch(cursor));
    else if (next === 'else') {
      cursor.take(REST_OF_LINE);
      otherwise = parseBlock(cursor, ['end']);
    } else if (next === 'end') {
      cursor.take(REST_OF_LINE);
      return { kind: 'if', branches, otherwise };
    } else cursor.fail('#if has no #end');
  }
}

function parseBranch(cursor: Cursor): Branch {
  const test = inParentheses(cursor, () => parseExpression(cursor));
  return { test, body: parseBlock(cursor, ['elseif', 'else', 'end']) };
}

function parseForeach(cursor: Cursor): Node {
  const { variable, list } = inParentheses(cursor, () => {
    cursor.take(SPACE);
    const { reference } = parseReference(cursor);
    cursor.take(SPACE);
    cursor.expect('in');
    return { variable: reference.name, list: parseExpression(cursor) };
  });
  const body = parseBlock(cursor, ['end']);
  if (cursor.take(DIRECTIVE) === undefined) cursor.fail('#foreach has no #end');
  cursor.take(REST_OF_LINE);
  return { kind: 'foreach', variable, list, body };
}
