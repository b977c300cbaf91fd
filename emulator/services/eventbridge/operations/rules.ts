import type {
  DeleteRuleCommandInput,
  DescribeRuleCommandInput,
  DescribeRuleCommandOutput,
  DisableRuleCommandInput,
  EnableRuleCommandInput,
  ListRulesCommandInput,
  ListRulesCommandOutput,
  PutRuleCommandInput,
  PutRuleCommandOutput,
  Rule as RuleShape,
} from '@aws-sdk/client-eventbridge';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { busNameOf, DEFAULT_BUS, ruleArn } from '../arns.ts';
import { validation } from '../errors.ts';
import { DESCRIPTION_CHARACTERS, RULE_NAME_CHARACTERS } from '../limits.ts';
import { page } from '../page.ts';
import { parseSchedule } from '../schedule/expression.ts';
import type { Buses } from '../state/buses.ts';
import { RULE_STATES, type Rule } from '../state/model.ts';
import type { Rules } from '../state/rules.ts';
import { checkOneOf, checkText, requiredText } from '../validate.ts';
import type { EventsAccess } from './access.ts';
import { tagRecord } from './tag-list.ts';
import { checkedPattern } from './test-event-pattern.ts';

interface Deps {
  readonly buses: Buses;
  readonly rules: Rules;
  readonly account: Account;
  readonly clock: Clock;
  readonly access: EventsAccess;
}

export const RULE_NAME = { longest: RULE_NAME_CHARACTERS, pattern: /^[.\-_A-Za-z0-9]+$/ };

/** PutRule, DescribeRule, ListRules, EnableRule, DisableRule, DeleteRule. */
export function ruleOperations(deps: Deps): AnyOperation[] {
  const { buses, rules, access } = deps;
  const named = ({ EventBusName, Name }: { EventBusName?: string | undefined; Name: string | undefined }) =>
    rules.get(buses.get(EventBusName).name, requiredText(Name, 'name', RULE_NAME));
  return [
    operation<PutRuleCommandInput, Omit<PutRuleCommandOutput, '$metadata'>>({
      name: 'PutRule',
      access: (input) => access.rule('PutRule', input),
      run: (input) => ({ RuleArn: rules.put(ruleOf(deps, input)).arn }),
    }),
    operation<DescribeRuleCommandInput, Omit<DescribeRuleCommandOutput, '$metadata'>>({
      name: 'DescribeRule',
      access: (input) => access.rule('DescribeRule', input),
      run: (input) => shape(named(input)),
    }),
    operation<ListRulesCommandInput, Omit<ListRulesCommandOutput, '$metadata'>>({
      name: 'ListRules',
      access: () => access.all('ListRules'),
      run(input) {
        const listed = rules.ofBus(buses.get(input.EventBusName).name, input.NamePrefix);
        const { items, token } = page(listed, input, ({ name }) => name);
        return { Rules: items.map(shape), ...token };
      },
    }),
    operation<EnableRuleCommandInput, object>({
      name: 'EnableRule',
      access: (input) => access.rule('EnableRule', input),
      run: (input) => setState(rules, named(input), 'ENABLED'),
    }),
    operation<DisableRuleCommandInput, object>({
      name: 'DisableRule',
      access: (input) => access.rule('DisableRule', input),
      run: (input) => setState(rules, named(input), 'DISABLED'),
    }),
    operation<DeleteRuleCommandInput, object>({
      name: 'DeleteRule',
      access: (input) => access.rule('DeleteRule', input),
      run({ EventBusName, Name }) {
        const rule = rules.find(buses.get(EventBusName).name, requiredText(Name, 'name', RULE_NAME));
        if (!rule) return {};
        if (rule.targets.length > 0) throw validation("Rule can't be deleted since it has targets.");
        rules.delete(rule);
        return {};
      },
    }),
  ];
}

function setState(rules: Rules, rule: Rule, state: Rule['state']): object {
  rules.put({ ...rule, state });
  return {};
}

/**
 * The rule that PutRule makes of its input, checked. A rule of that name gets the new settings and keeps its targets
 * and tags.
 */
export function ruleOf({ buses, rules, account, clock }: Deps, input: PutRuleCommandInput): Rule {
  const name = requiredText(input.Name, 'name', RULE_NAME);
  const { EventPattern, ScheduleExpression, Description, RoleArn, State = 'ENABLED' } = input;
  const bus = buses.get(input.EventBusName).name;
  if (!EventPattern && !ScheduleExpression) {
    throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  if (EventPattern) checkedPattern(EventPattern);
  if (ScheduleExpression) checkSchedule(ScheduleExpression, busNameOf(bus));
  if (Description !== undefined) checkText(Description, 'description', { longest: DESCRIPTION_CHARACTERS });
  const before = rules.find(bus, name);
  return {
    arn: ruleArn(account, bus, name),
    bus,
    name,
    state: checkOneOf(State, 'state', RULE_STATES),
    targets: before?.targets ?? [],
    tags: before?.tags ?? tagRecord(input.Tags),
    scheduledAt: before?.schedule === ScheduleExpression && before ? before.scheduledAt : clock.now(),
    ...(EventPattern ? { pattern: EventPattern } : {}),
    ...(ScheduleExpression ? { schedule: ScheduleExpression } : {}),
    ...(Description === undefined ? {} : { description: Description }),
    ...(RoleArn === undefined ? {} : { roleArn: RoleArn }),
  };
}

function checkSchedule(expression: string, bus: string): void {
  if (bus !== DEFAULT_BUS) throw validation('ScheduleExpression is supported only on the default event bus.');
  if (!parseSchedule(expression)) throw validation('Parameter ScheduleExpression is not valid.');
}

const shape = (rule: Rule): RuleShape => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: rule.bus,
  State: rule.state,
  ...(rule.pattern === undefined ? {} : { EventPattern: rule.pattern }),
  ...(rule.schedule === undefined ? {} : { ScheduleExpression: rule.schedule }),
  ...(rule.description === undefined ? {} : { Description: rule.description }),
  ...(rule.roleArn === undefined ? {} : { RoleArn: rule.roleArn }),
});
