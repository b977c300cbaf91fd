import { z } from 'zod';
import type { Account } from '../../../runtime/account.ts';
import { resourceType } from '../../../template/resource-type.ts';
import { json, text } from '../../../template/scalars.ts';
import { validation } from '../errors.ts';
import { statementOf, withStatement } from '../operations/permissions.ts';
import type { Buses } from '../state/buses.ts';
import type { Bus, PolicyStatement } from '../state/model.ts';

const schema = z.strictObject({
  EventBusName: text.optional(),
  StatementId: text,
  Statement: json.optional(),
  Action: text.optional(),
  Principal: text.optional(),
  Condition: z.strictObject({ Key: text, Type: text, Value: text }).optional(),
});

type Properties = z.output<typeof schema>;

/**
 * One statement of a bus's policy: whole, or in the older form as Action, Principal and Condition.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html
 */
export function eventBusPolicyResource({ buses, account }: { readonly buses: Buses; readonly account: Account }) {
  const put = (properties: Properties) => {
    const bus = buses.get(properties.EventBusName);
    buses.change(bus, { policy: withStatement(bus.policy, made(properties, bus, account)) });
    return { physicalId: `${bus.name}|${properties.StatementId}`, attributes: {} };
  };
  return resourceType({
    type: 'AWS::Events::EventBusPolicy',
    schema,
    attributes: [],
    createOnly: ['EventBusName', 'StatementId'],
    create: put,
    update: ({ properties }) => put(properties),
    delete({ properties: { EventBusName, StatementId } }) {
      const bus = buses.find(EventBusName);
      if (!bus?.policy) return;
      const { policy, ...rest } = bus;
      const left = policy.Statement.filter(({ Sid }) => Sid !== StatementId);
      buses.change(rest, left.length > 0 ? { policy: { ...policy, Statement: left } } : {});
    },
  });
}

function made(properties: Properties, bus: Bus, account: Account): PolicyStatement {
  const { Statement, StatementId } = properties;
  if (Statement === undefined) return statementOf(properties, bus, account);
  if (typeof Statement !== 'object' || Statement === null || Array.isArray(Statement)) {
    throw validation('Statement is not valid: it must be an object, a statement of a policy.');
  }
  return { ...Statement, Sid: StatementId };
}
