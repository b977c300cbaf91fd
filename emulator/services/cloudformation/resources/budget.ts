import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';

const NOTHING_IS_PAID = 'nothing is paid for here, so that no budget is ever spent';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-budgets-budget.html */
export const budgetResource = resourceType({
  type: 'AWS::Budgets::Budget',
  schema: z.strictObject({}),
  inert: {
    Budget: NOTHING_IS_PAID,
    NotificationsWithSubscribers: NOTHING_IS_PAID,
    ResourceTags: NOTHING_IS_PAID,
  },
  attributes: [],
  createOnly: [],
  create: (_properties, context) => ({ physicalId: context.generateName(), attributes: {} }),
  update: ({ physicalId }) => ({ physicalId, attributes: {} }),
  delete: () => undefined,
});
