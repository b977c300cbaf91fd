import type { Json } from '../../json.ts';
import type { Scope } from '../../scope.ts';
import type { Node } from '../syntax.ts';

/** What a direct evaluation answers when the case is not a plain one: then the library decides, errors included. */
export const UNDECIDED = Symbol('undecided');

/** A value, undefined for nothing, or UNDECIDED. */
export type Answer = Json | undefined | typeof UNDECIDED;

/** An expression that can be evaluated at once. */
export type Direct = (scope: Scope) => Answer;

/** Compiles a node below another one; undefined when it is not for direct evaluation. */
export type Compile = (node: unknown) => Direct | undefined;

/** True when a node has no members but these: any other one changes what it means. */
export function hasOnly(node: Node, ...members: string[]): boolean {
  return Object.keys(node).every((key) => key === 'type' || key === 'position' || members.includes(key));
}

/** The effective boolean value of a plain value; lists and objects are the library's. */
export function truth(answer: Answer): boolean | typeof UNDECIDED {
  switch (typeof answer) {
    case 'undefined':
      return false;
    case 'boolean':
      return answer;
    case 'string':
      return answer !== '';
    case 'number':
      return Number.isFinite(answer) ? answer !== 0 : UNDECIDED;
    default:
      return answer === null ? false : UNDECIDED;
  }
}
