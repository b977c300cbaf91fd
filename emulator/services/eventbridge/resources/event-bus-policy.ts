import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { json, text } from '../../../template/scalars.ts';
import { withStatement } from '../operations/permissions.ts';
import type { Buses } from '../state/buses.ts';
import type { PolicyStatement } from '../state/model.ts';

const schema = z.strictObject({ EventBusName: text.optional(), StatementId: text, Statement: json });

type Properties = z.output<typeof schema>;

/**
 * One statement of a bus's policy. The older form with Action, Principal and Condition is not supported.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy.html
 */
export function eventBusPolicyResource({ buses }: { readonly buses: Buses }) {
  const put = (properties: Properties) => {
    const bus = buses.get(properties.EventBusName);
    buses.change(bus, { policy: withStatement(bus.policy, statementOf(properties)) });
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

function statementOf({ Statement, StatementId }: Properties): PolicyStatement {
  if (typeof Statement !== 'object' || Statement === null || Array.isArray(Statement)) {
    throw new TypeError('Statement must be an object: a statement of a policy');
  }
  return { ...Statement, Sid: StatementId };
}
