import type { MetricSink } from '../../../runtime/metrics.ts';
import type { DeployedStage } from '../model/api-plan.ts';

export type MeterName =
  | 'ConnectCount'
  | 'MessageCount'
  | 'IntegrationError'
  | 'ClientError'
  | 'ExecutionError'
  | 'IntegrationLatency';

type Dimensions = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html */
export class Meters {
  readonly #sink: MetricSink;
  readonly #dimensions = new WeakMap<DeployedStage, Map<string, readonly Dimensions[]>>();

  constructor(sink: MetricSink) {
    this.#sink = sink;
  }

  /** @param value default 1 */
  count(name: MeterName, deployed: DeployedStage, routeKey: string, value = 1): void {
    const unit = name === 'IntegrationLatency' ? 'Milliseconds' : 'Count';
    for (const dimensions of this.#dimensionsOf(deployed, routeKey)) {
      this.#sink.put('AWS/ApiGateway', name, dimensions, value, unit);
    }
  }

  #dimensionsOf(deployed: DeployedStage, routeKey: string): readonly Dimensions[] {
    const known = this.#dimensions.get(deployed) ?? new Map<string, readonly Dimensions[]>();
    this.#dimensions.set(deployed, known);
    const found = known.get(routeKey) ?? dimensionsOf(deployed, routeKey);
    known.set(routeKey, found);
    return found;
  }
}

function dimensionsOf({ api, stage }: DeployedStage, routeKey: string): readonly Dimensions[] {
  const { ApiId } = api;
  const ofStage = { ApiId, Stage: stage.StageName };
  const { DetailedMetricsEnabled } = stage.RouteSettings?.[routeKey] ?? stage.DefaultRouteSettings ?? {};
  return [{ ApiId }, ofStage, ...(DetailedMetricsEnabled ? [{ ...ofStage, Route: routeKey }] : [])];
}
