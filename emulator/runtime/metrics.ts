/** Where services put the metrics that AWS publishes about them, and where metrics in log lines go. */
export interface MetricSink {
  /**
   * @param namespace for example `AWS/Lambda`
   * @param dimensions by name; a metric of the same name with other dimensions is another one
   * @param unit one of CloudWatch's: `Count`, `Milliseconds`, `Bytes`, `None` …
   * @param at epoch milliseconds; default now
   */
  put(
    namespace: string,
    name: string,
    dimensions: Readonly<Record<string, string>>,
    value: number,
    unit: string,
    at?: number,
  ): void;
}

/** For a cloud without CloudWatch. */
export const noMetrics: MetricSink = { put: () => undefined };
