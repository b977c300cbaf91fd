import type { ListMetricsCommandInput, ListMetricsCommandOutput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../../door/operation.ts';
import { METRICS_LISTED_AT_ONCE } from '../limits.ts';
import type { Metric } from '../metrics/metric-store.ts';
import type { CloudWatchParts } from '../parts.ts';
import { generalAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

const RECENT_SECONDS = 3 * 60 * 60;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics = ({ metrics, clock }: CloudWatchParts) =>
  operation<ListMetricsCommandInput, Output<ListMetricsCommandOutput>>({
    name: 'ListMetrics',
    access: generalAccess('ListMetrics'),
    run(input) {
      const since = input.RecentlyActive ? clock.now() / 1_000 - RECENT_SECONDS : Number.NEGATIVE_INFINITY;
      const wanted = [...metrics.all()].filter((metric) => metric.lastAt >= since && isWanted(metric, input));
      const { items, next } = page(wanted, input.NextToken, METRICS_LISTED_AT_ONCE);
      return {
        Metrics: items.map(({ namespace, name, dimensions }) => ({
          Namespace: namespace,
          MetricName: name,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        })),
        ...next,
      };
    },
  });

function isWanted({ namespace, name, dimensions }: Metric, input: ListMetricsCommandInput): boolean {
  const { Namespace = namespace, MetricName = name, Dimensions = [] } = input;
  return (
    Namespace === namespace &&
    MetricName === name &&
    Dimensions.every(({ Name = '', Value }) => (Value === undefined ? Name in dimensions : dimensions[Name] === Value))
  );
}
