import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { DEPLOYMENT_TAG, deploymentOf, physicalName } from '../../naming.ts';

export interface CostBudgetProps {
  readonly stage: StageConfig;
  readonly topic: ITopic;
}

const HALF_SPENT_PERCENT = 50;
const ALL_PERCENT = 100;

/**
 * What the application may cost in a month, by the tag that no other stage has (which somebody has to activate once, as a cost
 * allocation tag). Of several tags, Budgets counts what has any of them. The topic hears of half of it being spent, and of a forecast that says that it will not be enough.
 */
export class CostBudget extends Construct {
  constructor(scope: Construct, id: string, { stage, topic }: CostBudgetProps) {
    super(scope, id);
    const tell = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold, thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
    });
    const budget = new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: physicalName(stage, 'monthly'),
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: stage.operations.monthlyBudgetDollars, unit: 'USD' },
        costFilters: { TagKeyValue: [`user:${DEPLOYMENT_TAG}$${deploymentOf(stage)}`] },
      },
      notificationsWithSubscribers: [tell('ACTUAL', HALF_SPENT_PERCENT), tell('FORECASTED', ALL_PERCENT)],
    });
    // Budgets tries the topic when it is made: its policy has to be there.
    budget.node.addDependency(topic);
  }
}
