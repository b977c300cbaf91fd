import { compilePattern, type Mismatch, type Pattern } from './patterns/pattern.ts';
import type { Rule } from './state/model.ts';
import type { Rules } from './state/rules.ts';

/** What a rule makes of an event. */
export interface RuleVerdict {
  readonly rule: string;
  readonly state: Rule['state'];
  /** Why the event does not match; undefined when it does. */
  readonly mismatch?: Mismatch;
}

const compiled = new WeakMap<Rule, Pattern>();

/** What each rule of a bus that has a pattern makes of an event, for people who wonder why nothing happened. */
export function explainRules(rules: Rules, bus: string, event: object): RuleVerdict[] {
  return rules.ofBus(bus).flatMap((rule) => {
    if (rule.pattern === undefined) return [];
    const pattern = compiled.get(rule) ?? compilePattern(rule.pattern);
    compiled.set(rule, pattern);
    const mismatch = pattern.explain(event);
    return [{ rule: rule.name, state: rule.state, ...(mismatch ? { mismatch } : {}) }];
  });
}
