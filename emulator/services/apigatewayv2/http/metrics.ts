import type { MetricSink } from '../../../runtime/metrics.ts';
import type { DeployedStage } from '../model/api-plan.ts';
import type { Answered } from './context.ts';
import type { Exchange } from './exchange.ts';

type Dimensions = Readonly<Record<string, string>>;

/** What API Gateway tells CloudWatch of HTTP APIs (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html). */
export class Metrics {
  readonly #sink: MetricSink;
  readonly #dimensions = new WeakMap<DeployedStage, Map<string, readonly Dimensions[]>>();

  constructor(sink: MetricSink) {
    this.#sink = sink;
  }

  record(
    { request, planned, integration }: Exchange,
    { status, latencyMilliseconds, responseLength = 0 }: Answered,
  ): void {
    const { deployed, at } = request;
    const put = (name: string, value: number, unit: string) => {
      for (const dimensions of this.#of(deployed, request.method, planned?.route.RouteKey)) {
        this.#sink.put('AWS/ApiGateway', name, dimensions, value, unit, at);
      }
    };
    put('Count', 1, 'Count');
    put('4xx', status >= 400 && status < 500 ? 1 : 0, 'Count');
    put('5xx', status >= 500 ? 1 : 0, 'Count');
    put('Latency', latencyMilliseconds, 'Milliseconds');
    put('DataProcessed', responseLength, 'Bytes');
    if (integration.latencyMilliseconds !== undefined) {
      put('IntegrationLatency', integration.latencyMilliseconds, 'Milliseconds');
    }
  }

  #of(deployed: DeployedStage, method: string, routeKey: string | undefined): readonly Dimensions[] {
    const known = this.#dimensions.get(deployed) ?? new Map<string, readonly Dimensions[]>();
    this.#dimensions.set(deployed, known);
    const key = `${method} ${routeKey}`;
    const found = known.get(key) ?? dimensionsOf(deployed, method, routeKey);
    known.set(key, found);
    return found;
  }
}

function dimensionsOf({ api, stage }: DeployedStage, method: string, routeKey: string | undefined): Dimensions[] {
  const ofStage = { ApiId: api.ApiId, Stage: stage.StageName };
  const settings = routeKey === undefined ? undefined : (stage.RouteSettings?.[routeKey] ?? stage.DefaultRouteSettings);
  const detailed = settings?.DetailedMetricsEnabled && routeKey !== undefined;
  const Resource = routeKey?.replace(/^\S+ /, '') ?? '';
  return [{ ApiId: api.ApiId }, ofStage, ...(detailed ? [{ ...ofStage, Method: method, Resource }] : [])];
}
