import type { Account } from '../../../runtime/account.ts';
import type { Store } from '../../../runtime/store.ts';
import { ruleArn } from '../arns.ts';
import { notFound } from '../errors.ts';
import { sortBy } from '../page.ts';
import type { Rule } from './model.ts';
import type { Router } from './router.ts';
import { Shelf } from './shelf.ts';

interface Deps {
  readonly store: Store;
  readonly account: Account;
  readonly router: Router;
}

/** The rules of all buses, with their targets. */
export class Rules {
  readonly #shelf: Shelf<Rule>;
  readonly #account: Account;
  readonly #router: Router;
  readonly #listeners: ((rule: Rule | undefined, arn: string) => void)[] = [];

  constructor({ store, account, router }: Deps) {
    this.#shelf = new Shelf(store, 'rules');
    this.#account = account;
    this.#router = router;
    for (const rule of this.#shelf.values()) router.setRule(rule);
  }

  /** Calls back with each rule that is put, and with undefined for one that is deleted. */
  onChange(listener: (rule: Rule | undefined, arn: string) => void): void {
    this.#listeners.push(listener);
  }

  find(bus: string, name: string): Rule | undefined {
    return this.#shelf.get(ruleArn(this.#account, bus, name));
  }

  /** @throws AwsError ResourceNotFoundException */
  get(bus: string, name: string): Rule {
    const rule = this.find(bus, name);
    if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus}.`);
    return rule;
  }

  byArn(arn: string): Rule | undefined {
    return this.#shelf.get(arn);
  }

  all(): Iterable<Rule> {
    return this.#shelf.values();
  }

  ofBus(bus: string, prefix = ''): Rule[] {
    const rules = [...this.#shelf.values()].filter((rule) => rule.bus === bus && rule.name.startsWith(prefix));
    return sortBy(rules, ({ name }) => name);
  }

  put(rule: Rule): Rule {
    this.#shelf.put(rule);
    this.#router.setRule(rule);
    for (const listener of this.#listeners) listener(rule, rule.arn);
    return rule;
  }

  delete({ arn }: Rule): void {
    this.#shelf.delete(arn);
    this.#router.remove(arn);
    for (const listener of this.#listeners) listener(undefined, arn);
  }
}
