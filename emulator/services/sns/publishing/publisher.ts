import type { Clock } from '../../../runtime/clock.ts';
import type { GroupCommit } from '../../../runtime/group-commit.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { MetricSink } from '../../../runtime/metrics.ts';
import type { Topic } from '../topics/topic.ts';
import type { FanOut } from './fan-out.ts';
import { type FifoIds, type FifoRegister, readFifoIds } from './fifo.ts';
import type { Notification } from './notification.ts';
import { type Message, type MessageInput, readMessage } from './read-message.ts';

export interface PublishInput extends MessageInput {
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

export interface Published {
  readonly MessageId: string;
  readonly SequenceNumber?: string;
}

/** A message that was checked and waits to be taken. */
export interface Ready {
  readonly topic: Topic;
  readonly message: Message;
  readonly ids: FifoIds;
  readonly traceHeader?: string | undefined;
}

interface Deps {
  readonly fanOut: FanOut;
  readonly register: FifoRegister;
  readonly commits: GroupCommit;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly metrics: MetricSink;
}

/** Takes messages: once the promise resolves, they are stored and will be delivered. */
export class Publisher {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @param path of the message's attributes, for errors that name it */
  check(topic: Topic, input: PublishInput, traceHeader: string | undefined, path?: string): Ready {
    const message = readMessage(input, path);
    return { topic, message, ids: readFifoIds(topic, input, message.text), traceHeader };
  }

  publish(ready: Ready): Promise<Published> {
    return this.#deps.commits.run(() => this.#take(ready));
  }

  #take(ready: Ready): Published {
    const { register, fanOut } = this.#deps;
    const { topic, ids } = ready;
    const known = topic.fifo ? register.taken(topic, ids) : undefined;
    if (known) return { MessageId: known.messageId, SequenceNumber: known.sequenceNumber };
    const messageId = this.#deps.ids.uuid();
    const sequenceNumber = topic.fifo ? register.take(topic, ids, messageId).sequenceNumber : undefined;
    const notification = this.#notification(ready, messageId, sequenceNumber);
    fanOut.add(topic, { notification, texts: ready.message.texts });
    this.#measure(ready);
    return { MessageId: messageId, ...(sequenceNumber ? { SequenceNumber: sequenceNumber } : {}) };
  }

  #notification(
    { topic, message, ids, traceHeader }: Ready,
    messageId: string,
    sequenceNumber: string | undefined,
  ): Notification {
    const { text, subject, attributes } = message;
    return {
      messageId,
      topicArn: topic.arn,
      message: text,
      attributes,
      publishedAt: this.#deps.clock.now(),
      ...ids,
      ...(subject === undefined ? {} : { subject }),
      ...(sequenceNumber ? { sequenceNumber } : {}),
      ...(traceHeader ? { traceHeader } : {}),
    };
  }

  /** https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
  #measure({ topic, message }: Ready): void {
    const { metrics } = this.#deps;
    const dimensions = { TopicName: topic.name };
    metrics.put('AWS/SNS', 'NumberOfMessagesPublished', dimensions, 1, 'Count');
    metrics.put('AWS/SNS', 'PublishSize', dimensions, message.size, 'Bytes');
  }
}
