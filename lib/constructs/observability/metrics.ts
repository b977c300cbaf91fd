import { Duration, type Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { StageConfig } from '../../config.ts';
import { metricsNamespace } from '../../naming.ts';
import type { WatchedApi } from './watched.ts';

const PERIOD = Duration.minutes(5);

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export type FunctionMetric = 'Invocations' | 'Errors' | 'Throttles' | 'Duration' | 'ConcurrentExecutions';

export function functionMetric(name: FunctionMetric, functionName: string, statistic: string = Stats.SUM): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName: name,
    dimensionsMap: { FunctionName: functionName },
    statistic,
    period: PERIOD,
    label: functionName,
  });
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html#cloudwatch-step-functions-execution-metrics */
export type ExecutionMetric =
  | 'ExecutionsStarted'
  | 'ExecutionsSucceeded'
  | 'ExecutionsFailed'
  | 'ExecutionsTimedOut'
  | 'ExecutionsAborted'
  | 'ExecutionTime';

export function executionMetric(
  name: ExecutionMetric,
  stateMachineName: string,
  stack: Stack,
  statistic: string = Stats.SUM,
): Metric {
  const arn = `arn:${stack.partition}:states:${stack.region}:${stack.account}:stateMachine:${stateMachineName}`;
  return new Metric({
    namespace: 'AWS/States',
    metricName: name,
    dimensionsMap: { StateMachineArn: arn },
    statistic,
    period: PERIOD,
    label: stateMachineName,
  });
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export type QueueMetric = 'ApproximateNumberOfMessagesVisible' | 'ApproximateAgeOfOldestMessage';

export function queueMetric(name: QueueMetric, queueName: string): Metric {
  return new Metric({
    namespace: 'AWS/SQS',
    metricName: name,
    dimensionsMap: { QueueName: queueName },
    statistic: Stats.MAXIMUM,
    period: PERIOD,
    label: queueName,
  });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html and apigateway-websocket-api-logging.html beside it */
export type ApiMetric = 'Count' | '4xx' | '5xx' | 'Latency' | 'ConnectCount' | 'MessageCount' | 'IntegrationError';

export function apiMetric(name: ApiMetric, api: WatchedApi, statistic: string = Stats.SUM): Metric {
  return new Metric({
    namespace: 'AWS/ApiGateway',
    metricName: name,
    dimensionsMap: { ApiId: api.id },
    statistic,
    period: PERIOD,
    label: name,
  });
}

/** A figure of the application's own, which a function wrote into its log: https://docs.powertools.aws.dev/lambda/typescript/latest/features/metrics/ */
export interface Figure {
  readonly name: string;
  /** POWERTOOLS_SERVICE_NAME of the functions that write it. */
  readonly service: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  /** `Sum`, `p95` … */
  readonly statistic?: string;
}

export function figureMetric(stage: StageConfig, figure: Figure): Metric {
  const { name, service, dimensions, statistic = Stats.SUM } = figure;
  return new Metric({
    namespace: metricsNamespace(stage),
    metricName: name,
    dimensionsMap: { service, ...dimensions },
    statistic,
    period: PERIOD,
    label: [name, ...Object.values(dimensions ?? {}), ...(statistic === Stats.SUM ? [] : [statistic])].join(' '),
  });
}

const PERCENTILES = ['p50', 'p95', 'p99'];

/** How long something took, for most, for nearly all, and for those who waited longest. */
export function percentiles(stage: StageConfig, figure: Omit<Figure, 'statistic'>): Metric[] {
  return PERCENTILES.map((statistic) => figureMetric(stage, { ...figure, statistic }));
}
