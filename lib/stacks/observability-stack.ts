import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../constructs/observability/alarm-topic.ts';
import { Alarms } from '../constructs/observability/alarms.ts';
import { CostBudget } from '../constructs/observability/cost-budget.ts';
import { Dashboards } from '../constructs/observability/dashboards.ts';
import { watchJourney } from '../constructs/observability/journey-alarms.ts';
import { SavedQueries } from '../constructs/observability/saved-queries.ts';
import { together, type Watched } from '../constructs/observability/watched.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface ObservabilityStackProps extends TelarStackProps {
  /** What each domain wants to be watched, by the domain's name. */
  readonly domains: Readonly<Record<string, readonly Watched[]>>;
}

/** Looks after all domains: their dashboards, their alarms, which all end in one topic, questions for their logs, and what it all costs. */
export class ObservabilityStack extends TelarStack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { stage } = props;
    const { topic } = new AlarmTopic(this, 'Topic', { stage });
    const alarms = new Alarms(this, 'Alarms', { stage, topic });
    const dashboards = new Dashboards(this, 'Dashboards', { stage });
    const domains = Object.entries(props.domains).map(([domain, parts]) => [domain, together(parts)] as const);

    for (const [domain, watched] of domains) {
      alarms.watch(domain, watched);
      dashboards.addDomain(domain, watched);
      new SavedQueries(this, `Queries-${domain}`, { stage, domain, watched });
    }
    watchJourney(alarms, stage);
    dashboards.addJourney(
      alarms.all,
      domains.flatMap(([, { apis }]) => apis),
    );
    new CostBudget(this, 'Budget', { stage, topic });

    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn, description: 'Alarms and the budget speak here' });
  }
}
