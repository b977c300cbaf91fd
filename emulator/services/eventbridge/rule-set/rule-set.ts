import { type Field, FieldTree } from '../patterns/field-tree.ts';
import { type Demand, inOrder, matchBranch } from '../patterns/match-branch.ts';
import type { Branch } from '../patterns/parse-pattern.ts';
import { demandsOf } from '../patterns/pattern.ts';
import { type Candidate, Findings, removeFrom } from './candidate.ts';
import { ValueIndex } from './value-index.ts';

/**
 * Many patterns, compiled into one matcher.
 *
 * Of each branch, the one field that promises to be the rarest is put into an index of that field's values. Reading an
 * event looks its values up there, and only the branches that come up are tested in full. So an event costs what its
 * own values bring up, not the number of rules:
 *
 *     event ─▶ field tree ─▶ value index of "detail-type" ─┐
 *                        └─▶ value index of "detail.id"  ──┴─▶ candidates ─▶ all demands met? ─▶ rules
 */
export class RuleSet<T> {
  readonly #tree = new FieldTree();
  readonly #findings = new Findings();
  readonly #indexes = new Map<Field, { readonly index: ValueIndex; candidates: number }>();
  /** Branches that ask only for absent fields: no value brings them up. */
  readonly #always: Candidate[] = [];

  /**
   * @param rule what `match` answers for an event that the pattern matches
   * @returns takes the rule out again
   */
  add(rule: T, branches: readonly Branch[]): () => void {
    const removals = branches.map((branch) => this.#addBranch(rule, branch, branches.length > 1));
    return () => {
      for (const remove of removals) remove();
    };
  }

  /** The rules that an event matches, each once, in no particular order. */
  match(event: object): T[] {
    const tree = this.#tree;
    const findings = this.#findings;
    findings.start(tree.reading + 1);
    tree.read(event);
    if (this.#always.length > 0) findings.addAll(this.#always);
    const rules: T[] = [];
    for (const { demands, rule, oneOfMany } of findings.candidates) {
      if (!matchBranch(demands, tree.reading, tree.hasPlaces)) continue;
      // Only what add() took comes out again, so the candidate's rule is a T.
      if (!oneOfMany || !rules.includes(rule as T)) rules.push(rule as T);
    }
    return rules;
  }

  #addBranch(rule: T, branch: Branch, oneOfMany: boolean): () => void {
    const demands = inOrder(demandsOf(branch, this.#tree));
    for (const { field } of demands) field.uses += 1;
    const candidate: Candidate<T> = { rule, demands, oneOfMany, found: 0 };
    const rarest = this.#rarest(demands);
    if (rarest) this.#index(rarest, candidate);
    else this.#always.push(candidate);
    return () => {
      if (rarest) this.#unindex(rarest, candidate);
      else removeFrom(this.#always, candidate);
      for (const { field } of demands) {
        field.uses -= 1;
        if (field.uses === 0) this.#tree.remove(field.path);
      }
    };
  }

  /** The demand whose conditions bring the branch up least often. */
  #rarest(demands: readonly Demand[]): Demand | undefined {
    let rarest: Demand | undefined;
    let lowest = Number.POSITIVE_INFINITY;
    for (const demand of demands) {
      if (demand.mayBeAbsent) continue;
      const index = this.#indexes.get(demand.field)?.index ?? new ValueIndex();
      const cost = demand.conditions.reduce((sum, { hint }) => sum + index.cost(hint), 0);
      if (cost >= lowest) continue;
      lowest = cost;
      rarest = demand;
    }
    return rarest;
  }

  #index({ field, conditions }: Demand, candidate: Candidate): void {
    const entry = this.#indexes.get(field) ?? { index: new ValueIndex(), candidates: 0 };
    const { index } = entry;
    entry.candidates += 1;
    this.#indexes.set(field, entry);
    field.listener = (value) => index.find(value, this.#findings);
    for (const { hint } of conditions) index.add(hint, candidate);
  }

  #unindex({ field, conditions }: Demand, candidate: Candidate): void {
    const entry = this.#indexes.get(field);
    if (!entry) return;
    for (const { hint } of conditions) entry.index.remove(hint, candidate);
    entry.candidates -= 1;
    if (entry.candidates > 0) return;
    this.#indexes.delete(field);
    field.listener = undefined;
  }
}
