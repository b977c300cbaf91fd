import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { type Chart, chartsOf, journeyCharts } from './figures.ts';
import { apiMetric, executionMetric, functionMetric, queueMetric } from './metrics.ts';
import type { Watched, WatchedApi } from './watched.ts';

export interface DashboardsProps {
  readonly stage: StageConfig;
}

/** Columns of a dashboard: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const WIDTH = 24;
const CHARTS_A_ROW = 3;
const HEIGHT = 6;
/** From the same page. */
const ALARMS_A_WIDGET = 100;
const INTERVAL = Duration.hours(3);

/** A dashboard for each domain, and one for what people wait for. */
export class Dashboards extends Construct {
  private readonly props: DashboardsProps;

  constructor(scope: Construct, id: string, props: DashboardsProps) {
    super(scope, id);
    this.props = props;
  }

  /** `telar-<stage>-<domain>`: what it does, then what it runs on. */
  addDomain(domain: string, watched: Watched): void {
    const charts = [...chartsOf(domain, this.props.stage), ...apiCharts(watched.apis), ...this.resourceCharts(watched)];
    this.add(domain, [rowsOf(charts)]);
  }

  /** `telar-<stage>-journey`: how long the whole way takes, and what is wrong now. */
  addJourney(alarms: readonly Alarm[], apis: readonly WatchedApi[]): void {
    const states = chunks(alarms, ALARMS_A_WIDGET).map(
      (some) => new AlarmStatusWidget({ title: 'Alarms', alarms: some, width: WIDTH, height: HEIGHT }),
    );
    this.add('journey', [rowsOf([...journeyCharts(this.props.stage), ...apiCharts(apis)]), states]);
  }

  private add(name: string, parts: readonly (readonly IWidget[])[]): void {
    new Dashboard(this, name, {
      dashboardName: physicalName(this.props.stage, name),
      defaultInterval: INTERVAL,
      widgets: parts.map((widgets) => [...widgets]),
    });
  }

  private resourceCharts({ functions, stateMachines, deadLetters, queues }: Watched): Chart[] {
    const stack = Stack.of(this);
    const names = functions.map(({ name }) => name);
    return [
      {
        title: 'Executions that failed',
        metrics: stateMachines.map((name) => executionMetric('ExecutionsFailed', name, stack)),
      },
      {
        title: 'Executions, p95 ms',
        metrics: stateMachines.map((name) => executionMetric('ExecutionTime', name, stack, 'p95')),
      },
      {
        title: 'Dead letters',
        metrics: deadLetters.map((name) => queueMetric('ApproximateNumberOfMessagesVisible', name)),
      },
      {
        title: 'Oldest message, s',
        metrics: queues.map((name) => queueMetric('ApproximateAgeOfOldestMessage', name)),
      },
      { title: 'Invocations', metrics: names.map((name) => functionMetric('Invocations', name)) },
      { title: 'Errors', metrics: names.map((name) => functionMetric('Errors', name)) },
      { title: 'Throttles', metrics: names.map((name) => functionMetric('Throttles', name)) },
      { title: 'Duration, p95 ms', metrics: names.map((name) => functionMetric('Duration', name, 'p95')) },
    ].filter(({ metrics }) => metrics.length > 0);
  }
}

function apiCharts(apis: readonly WatchedApi[]): Chart[] {
  return apis.flatMap((api) =>
    api.protocol === 'HTTP'
      ? [
          { title: 'Requests', metrics: (['Count', '4xx', '5xx'] as const).map((name) => apiMetric(name, api)) },
          {
            title: 'Latency, ms',
            metrics: ['p50', 'p95', 'p99'].map((statistic) =>
              apiMetric('Latency', api, statistic).with({ label: statistic }),
            ),
          },
        ]
      : [
          {
            title: 'Sockets',
            metrics: (['ConnectCount', 'MessageCount', 'IntegrationError'] as const).map((name) =>
              apiMetric(name, api),
            ),
          },
        ],
  );
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function rowsOf(charts: readonly Chart[]): IWidget[] {
  return charts.map(
    ({ title, metrics }) =>
      new GraphWidget({
        title,
        left: metrics.map((metric): IMetric => metric),
        width: WIDTH / CHARTS_A_ROW,
        height: HEIGHT,
      }),
  );
}
