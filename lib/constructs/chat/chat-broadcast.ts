import { Duration } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { DeadLetterQueue } from '../dead-letter-queue.ts';
import { ServiceFunction } from '../service-function.ts';
import { acknowledgeAnyConnection, leaveConnections, manageConnections, onIndex } from './chat-permissions.ts';
import type { ChatSockets } from './chat-sockets.ts';
import type { ChatTables } from './chat-tables.ts';

export interface ChatBroadcastProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly bus: IEventBus;
  readonly sockets: ChatSockets;
  readonly tables: ChatTables;
}

/** A thousand sends, some 30 at once, of which some may take as long as a request may. */
const TIMEOUT = Duration.seconds(30);

/** Signing a thousand requests is work for a processor: 1,769 MB is one. */
const MEMORY_MEGABYTES = 1_769;

/** Shards of all broadcasts at once: 10,000 sends a second or so, before sockets of other conversations have to wait. */
const SHARDS_AT_ONCE = 10;

/** A shard that fails is sent once more; who was sent it already knows the message by its sequence number. */
const MAX_RECEIVE_COUNT = 2;

/**
 * Whoever sends to sockets:
 *
 *     frame → broadcast ── the first 1,000 connections
 *                 └ the others, 1,000 each → queue → broadcast-shard
 */
export class ChatBroadcast extends Construct {
  readonly broadcastFunction: ServiceFunction;
  private readonly props: ChatBroadcastProps;
  private readonly queue: Queue;

  constructor(scope: Construct, id: string, props: ChatBroadcastProps) {
    super(scope, id);
    this.props = props;
    this.queue = this.addQueue();
    this.broadcastFunction = this.addSender('chat/broadcast', 'Sends a frame to a conversation');
    this.addShardFunction();
  }

  /** A function that may send to sockets, and leave to others what is too much for it. */
  addSender(source: `chat/${string}`, description: string): ServiceFunction {
    return this.addFunction(source, description, {
      environment: { SHARD_QUEUE_URL: this.queue.queueUrl },
      permissions: [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] })],
    });
  }

  private addShardFunction(): void {
    const { called } = this.addFunction('chat/broadcast-shard', 'Sends a frame to a part of a conversation', {
      environment: {},
      permissions: [],
    });
    called.addEventSource(new SqsEventSource(this.queue, { batchSize: 1, maxConcurrency: SHARDS_AT_ONCE }));
  }

  private addQueue(): Queue {
    const { stage } = this.props;
    const { queue } = new DeadLetterQueue(this, 'DeadLetters', { stage, of: 'chat-shards' });
    return new Queue(this, 'Shards', {
      queueName: physicalName(stage, 'chat-shards'),
      // Six times the function's time: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * TIMEOUT.toSeconds()),
      // What is said is stale after this; whoever missed it has the history.
      retentionPeriod: Duration.minutes(10),
      deadLetterQueue: { queue, maxReceiveCount: MAX_RECEIVE_COUNT },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: stage.removalPolicy,
    });
  }

  private addFunction(
    source: `chat/${string}`,
    description: string,
    more: { environment: Record<string, string>; permissions: PolicyStatement[] },
  ): ServiceFunction {
    const { stage, bundles, bus, sockets, tables } = this.props;
    const sender = new ServiceFunction(this, pascalCase(source), {
      stage,
      bundles,
      source,
      description,
      memoryMegabytes: MEMORY_MEGABYTES,
      timeout: TIMEOUT,
      environment: {
        CONNECTIONS_TABLE: tables.connections.tableName,
        RATE_LIMITS_TABLE: tables.rateLimits.tableName,
        EVENT_BUS: bus.eventBusName,
        MAX_CONNECTIONS_PER_USER: String(stage.chat.connectionsPerUser),
        WEBSOCKET_ENDPOINT: sockets.callbackUrl,
        ...more.environment,
      },
      permissions: [
        ...leaveConnections(tables, bus),
        onIndex(tables.connections, 'by-conversation'),
        onIndex(tables.connections, 'by-user'),
        manageConnections(sockets, 'DELETE', 'POST'),
        ...more.permissions,
      ],
    });
    acknowledgeAnyConnection(sender, sockets, 'DELETE', 'POST');
    return sender;
  }
}

function pascalCase(source: string): string {
  return source.replace('chat/', '').replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
