import type { Condition } from './condition.ts';
import { FieldTree } from './field-tree.ts';
import { type Demand, inOrder, isMet, matchBranch } from './match-branch.ts';
import { type Branch, parsePattern } from './parse-pattern.ts';

/** Why an event does not match a pattern. */
export interface Mismatch {
  /** The first field that no value of the event satisfies, with dots: `detail.state`. */
  readonly path: string;
  /** The conditions of the field as the pattern has them. */
  readonly expected: readonly unknown[];
  /** What the event has there; empty if nothing. */
  readonly found: readonly unknown[];
  /** Each field alone would match, but only with values from different elements of an array. */
  readonly acrossArrayElements?: true;
}

/** A compiled event pattern, for one-off use; many of them on one bus are a RuleSet. */
export interface Pattern {
  readonly branches: readonly Branch[];
  matches(event: object): boolean;
  /** Undefined when the event matches. With `$or`, the branch that came furthest speaks. */
  explain(event: object): Mismatch | undefined;
}

/**
 * Compiles an event pattern, of EventBridge rules and archives, of Pipes and Lambda event source mappings.
 *
 * @example compilePattern('{"detail": {"state": [{"prefix": "run"}]}}').matches({detail: {state: 'running'}})
 * @throws PatternError with AWS's message
 */
export function compilePattern(text: string): Pattern {
  const tree = new FieldTree();
  const branches = parsePattern(text);
  const declared = branches.map((branch) => demandsOf(branch, tree));
  const ordered = declared.map((demands) => inOrder([...demands]));
  const matchesRead = () => ordered.some((demands) => matchBranch(demands, tree.reading, tree.hasPlaces));
  return {
    branches,
    matches(event) {
      tree.read(event);
      return matchesRead();
    },
    explain(event) {
      tree.read(event);
      return matchesRead() ? undefined : mismatch(declared, tree.reading);
    },
  };
}

/** The demands of a branch on the fields of a tree. */
export function demandsOf(branch: Branch, tree: FieldTree): Demand[] {
  return [...branch].map(([path, conditions]) => ({
    field: tree.field(path),
    conditions,
    mayBeAbsent: conditions.some(isAbsence),
  }));
}

const isAbsence = ({ hint }: Condition) => hint.by === 'absence';

function mismatch(branches: readonly (readonly Demand[])[], reading: number): Mismatch | undefined {
  let furthest: { demand: Demand; index: number; across: boolean } | undefined;
  for (const demands of branches) {
    const failed = demands.findIndex((demand) => !isMet(demand, reading));
    const across = failed < 0;
    const index = across ? demands.length - 1 : failed;
    const demand = demands[index];
    if (demand && (!furthest || index > furthest.index)) furthest = { demand, index, across };
  }
  if (!furthest) return undefined;
  const { field, conditions } = furthest.demand;
  return {
    path: field.path,
    expected: conditions.map(({ source }) => source),
    found: field.reading === reading ? [...field.values] : [],
    ...(furthest.across ? { acrossArrayElements: true as const } : {}),
  };
}
