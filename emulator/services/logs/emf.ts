import { z } from 'zod';
import type { MetricSink } from '../../runtime/metrics.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const document = z.looseObject({
  _aws: z.object({
    Timestamp: z.number().optional(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string().optional() })),
      }),
    ),
  }),
});
type Document = z.output<typeof document>;

/**
 * Puts the metrics that a log line carries in the Embedded Metric Format. A line that carries none, or is not in the
 * format, is only a line.
 */
export function putEmbeddedMetrics(message: string, metrics: MetricSink): void {
  if (!message.includes('"CloudWatchMetrics"')) return;
  const parsed = document.safeParse(parse(message));
  if (!parsed.success) return;
  for (const directive of parsed.data._aws.CloudWatchMetrics) {
    const sets = directive.Dimensions.length > 0 ? directive.Dimensions : [[]];
    for (const names of sets) {
      const dimensions = Object.fromEntries(names.map((name) => [name, String(parsed.data[name] ?? '')]));
      for (const metric of directive.Metrics) putMetric(parsed.data, directive.Namespace, metric, dimensions, metrics);
    }
  }
}

function putMetric(
  root: Document,
  namespace: string,
  { Name, Unit = 'None' }: { Name: string; Unit?: string | undefined },
  dimensions: Record<string, string>,
  metrics: MetricSink,
): void {
  const found = root[Name];
  for (const value of Array.isArray(found) ? found : [found]) {
    if (typeof value === 'number') metrics.put(namespace, Name, dimensions, value, Unit, root._aws.Timestamp);
  }
}

function parse(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
