import type { Access } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { busArn, busNameOf, ruleArn } from '../arns.ts';

interface RuleNamed {
  readonly EventBusName?: string | undefined;
  readonly Name?: string | undefined;
  readonly Rule?: string | undefined;
}

/** What policies must allow, by what an operation acts on. */
export interface EventsAccess {
  all(action: string): readonly Access[];
  bus(action: string, nameOrArn: string | undefined): readonly Access[];
  rule(action: string, input: RuleNamed): readonly Access[];
  arn(action: string, arn: string | undefined): readonly Access[];
}

export function eventsAccess(account: Account): EventsAccess {
  const one = (action: string, resource: string) => [{ action: `events:${action}`, resource }];
  return {
    all: (action) => one(action, '*'),
    bus: (action, nameOrArn) => one(action, busArn(account, busNameOf(nameOrArn))),
    rule: (action, { EventBusName, Name, Rule = Name ?? '*' }) =>
      one(action, ruleArn(account, busNameOf(EventBusName), Rule)),
    arn: (action, arn = '*') => one(action, arn),
  };
}
