import { parsePattern } from '../patterns/parse-pattern.ts';
import { RuleSet } from '../rule-set/rule-set.ts';
import type { Archive, Rule } from './model.ts';

/** Who wants an event: a rule, or an archive. */
export type Route =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'archive'; readonly archive: Archive };

/** Archives do not take replayed events again. */
const NOT_REPLAYED = '{"replay-name": [{"exists": false}]}';

/** The compiled rules and archives of every bus, kept in step with what the API changes. */
export class Router {
  readonly #sets = new Map<string, RuleSet<Route>>();
  readonly #removals = new Map<string, () => void>();

  /** Takes up a rule in its present form. One that is disabled or has only a schedule matches nothing. */
  setRule(rule: Rule): void {
    this.remove(rule.arn);
    if (rule.state === 'DISABLED' || rule.pattern === undefined) return;
    const remove = this.#set(rule.bus).add({ kind: 'rule', rule }, parsePattern(rule.pattern));
    this.#removals.set(rule.arn, remove);
  }

  setArchive(archive: Archive, bus: string): void {
    this.remove(archive.arn);
    const branches = archive.pattern ? parsePattern(archive.pattern) : [new Map()];
    const [notReplayed = new Map()] = parsePattern(NOT_REPLAYED);
    const bounded = branches.map((branch) => new Map([...branch, ...notReplayed]));
    this.#removals.set(archive.arn, this.#set(bus).add({ kind: 'archive', archive }, bounded));
  }

  remove(arn: string): void {
    this.#removals.get(arn)?.();
    this.#removals.delete(arn);
  }

  routes(bus: string, event: object): readonly Route[] {
    return this.#sets.get(bus)?.match(event) ?? [];
  }

  #set(bus: string): RuleSet<Route> {
    const set = this.#sets.get(bus) ?? new RuleSet<Route>();
    this.#sets.set(bus, set);
    return set;
  }
}
