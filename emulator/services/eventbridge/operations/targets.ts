import type {
  ListRuleNamesByTargetCommandInput,
  ListRuleNamesByTargetCommandOutput,
  ListTargetsByRuleCommandInput,
  ListTargetsByRuleCommandOutput,
  PutTargetsCommandInput,
  PutTargetsCommandOutput,
  RemoveTargetsCommandInput,
  RemoveTargetsCommandOutput,
} from '@aws-sdk/client-eventbridge';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { constraint } from '../errors.ts';
import { page, sortBy } from '../page.ts';
import type { Buses } from '../state/buses.ts';
import type { Rule } from '../state/model.ts';
import type { Rules } from '../state/rules.ts';
import { addTargets } from '../targets/add-targets.ts';
import type { TargetKinds } from '../targets/kinds.ts';
import { required, requiredText } from '../validate.ts';
import type { EventsAccess } from './access.ts';
import { RULE_NAME } from './rules.ts';

interface Deps {
  readonly buses: Buses;
  readonly rules: Rules;
  readonly kinds: TargetKinds;
  readonly access: EventsAccess;
}

/** PutTargets, RemoveTargets, ListTargetsByRule, ListRuleNamesByTarget. */
export function targetOperations({ buses, rules, kinds, access }: Deps): AnyOperation[] {
  const ruleOf = (bus: string | undefined, name: string | undefined): Rule =>
    rules.get(buses.get(bus).name, requiredText(name, 'rule', RULE_NAME));
  return [
    operation<PutTargetsCommandInput, Omit<PutTargetsCommandOutput, '$metadata'>>({
      name: 'PutTargets',
      access: (input) => access.rule('PutTargets', input),
      run({ EventBusName, Rule, Targets }) {
        const rule = ruleOf(EventBusName, Rule);
        rules.put({ ...rule, targets: addTargets(rule, required(Targets, 'targets'), kinds) });
        return { FailedEntryCount: 0, FailedEntries: [] };
      },
    }),
    operation<RemoveTargetsCommandInput, Omit<RemoveTargetsCommandOutput, '$metadata'>>({
      name: 'RemoveTargets',
      access: (input) => access.rule('RemoveTargets', input),
      run({ EventBusName, Rule, Ids }) {
        const ids = required(Ids, 'ids');
        if (ids.length === 0) throw constraint('[]', 'ids', 'have length greater than or equal to 1');
        const rule = ruleOf(EventBusName, Rule);
        rules.put({ ...rule, targets: rule.targets.filter(({ Id }) => !ids.includes(Id)) });
        return { FailedEntryCount: 0, FailedEntries: [] };
      },
    }),
    operation<ListTargetsByRuleCommandInput, Omit<ListTargetsByRuleCommandOutput, '$metadata'>>({
      name: 'ListTargetsByRule',
      access: (input) => access.rule('ListTargetsByRule', input),
      run(input) {
        const sorted = sortBy(ruleOf(input.EventBusName, input.Rule).targets, ({ Id }) => Id);
        const { items, token } = page(sorted, input, ({ Id }) => Id);
        return { Targets: items, ...token };
      },
    }),
    operation<ListRuleNamesByTargetCommandInput, Omit<ListRuleNamesByTargetCommandOutput, '$metadata'>>({
      name: 'ListRuleNamesByTarget',
      access: () => access.all('ListRuleNamesByTarget'),
      run(input) {
        const arn = required(input.TargetArn, 'targetArn');
        const aiming = rules
          .ofBus(buses.get(input.EventBusName).name)
          .filter(({ targets }) => targets.some(({ Arn }) => Arn === arn));
        const { items, token } = page(aiming, input, ({ name }) => name);
        return { RuleNames: items.map(({ name }) => name), ...token };
      },
    }),
  ];
}
