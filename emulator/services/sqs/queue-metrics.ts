import type { Cancel, Clock } from '../../runtime/clock.ts';
import type { MetricSink } from '../../runtime/metrics.ts';
import type { Messages } from './messages.ts';
import type { Queue, Queues } from './queues.ts';

interface Deps {
  readonly queues: Queues;
  readonly messages: Messages;
  readonly clock: Clock;
  readonly metrics: MetricSink;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
const NAMESPACE = 'AWS/SQS';
const GAUGES_EVERY_MILLISECONDS = 60_000;

/** What CloudWatch knows about queues: what happened to messages, and every minute how many there are. */
export class QueueMetrics {
  readonly #deps: Deps;
  /** Kept by the queue's name: metrics are found by them. */
  readonly #dimensions = new Map<string, { readonly QueueName: string }>();
  #cancel: Cancel | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  start(): void {
    const { clock } = this.#deps;
    this.#cancel = clock.at(clock.now() + GAUGES_EVERY_MILLISECONDS, () => {
      this.#gauges();
      this.start();
    });
  }

  stop(): void {
    this.#cancel?.();
  }

  sent(queue: Queue, bytes: number): void {
    this.#put(queue, 'NumberOfMessagesSent', 1);
    this.#put(queue, 'SentMessageSize', bytes, 'Bytes');
  }

  received(queue: Queue, count: number): void {
    if (count > 0) this.#put(queue, 'NumberOfMessagesReceived', count);
    else this.#put(queue, 'NumberOfEmptyReceives', 1);
  }

  deleted(queue: Queue): void {
    this.#put(queue, 'NumberOfMessagesDeleted', 1);
  }

  #gauges(): void {
    const { queues, messages } = this.#deps;
    for (const queue of queues.list()) {
      const { visible, inFlight, delayed, oldestSeconds } = messages.count(queue);
      this.#put(queue, 'ApproximateNumberOfMessagesVisible', visible);
      this.#put(queue, 'ApproximateNumberOfMessagesNotVisible', inFlight);
      this.#put(queue, 'ApproximateNumberOfMessagesDelayed', delayed);
      this.#put(queue, 'ApproximateAgeOfOldestMessage', oldestSeconds, 'Seconds');
    }
  }

  #put({ name }: Queue, metric: string, value: number, unit = 'Count'): void {
    const dimensions = this.#dimensions.get(name) ?? { QueueName: name };
    this.#dimensions.set(name, dimensions);
    this.#deps.metrics.put(NAMESPACE, metric, dimensions, value, unit);
  }
}
