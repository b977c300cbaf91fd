import { Duration, Validations } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogLevel, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { chatMemberConnected } from '../../../events/chat-member-connected/v1.ts';
import { chatMemberDisconnected } from '../../../events/chat-member-disconnected/v1.ts';
import { chatMessageSent } from '../../../events/chat-message-sent/v1.ts';
import type { EventContract } from '../../../events/contract.ts';
import { MAX_PRESENT_CONNECTIONS } from '../../../functions/chat/present/who-is-present.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { DeadLetterQueue } from '../dead-letter-queue.ts';
import { ServiceFunction } from '../service-function.ts';
import { Workflow } from '../workflow.ts';
import type { ChatBot } from './chat-bot.ts';
import type { ChatBroadcast } from './chat-broadcast.ts';
import { onTable, putEvents } from './chat-permissions.ts';
import type { ChatTables } from './chat-tables.ts';

export interface ChatWorkflowsProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly bus: IEventBus;
  readonly tables: ChatTables;
  readonly broadcast: ChatBroadcast;
  readonly bot: ChatBot;
}

/** The workflows chat-message and chat-presence, the functions that only they use, and the events that start them. */
export class ChatWorkflows extends Construct {
  private readonly props: ChatWorkflowsProps;

  constructor(scope: Construct, id: string, props: ChatWorkflowsProps) {
    super(scope, id);
    this.props = props;
    this.addMessageWorkflow();
    this.addPresenceWorkflow();
  }

  private addMessageWorkflow(): void {
    const { stage, bus, tables, broadcast } = this.props;
    const persist = this.addPersist();
    const reply = this.addReply();
    const unkept = new DeadLetterQueue(this, 'Unkept', { stage, of: 'chat-unkept-messages' });
    new Workflow(this, 'Message', {
      stage,
      name: 'chat-message',
      // Express: a message is through in a fraction of a second, and the transitions of a Standard one would cost more than all the rest
      // (docs/costs.md). That it may run twice, or be lost half way, is made harmless by the receipt of the message.
      type: StateMachineType.EXPRESS,
      substitutions: {
        PersistFunctionArn: persist.arn,
        BroadcastFunctionArn: broadcast.broadcastFunction.arn,
        ReplyFunctionArn: reply.arn,
        MessagesTableName: tables.messages.tableName,
        EventBusName: bus.eventBusName,
        DeadLetterQueueUrl: unkept.queue.queueUrl,
      },
      permissions: [
        invoke(persist, broadcast.broadcastFunction, reply),
        onTable(tables.messages, 'dynamodb:UpdateItem'),
        putEvents(bus),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [unkept.queue.queueArn] }),
      ],
      triggers: [this.trigger(chatMessageSent)],
      // What people say to each other would lie in our own logs, for all who may read those.
      logsData: false,
    });
  }

  private addPresenceWorkflow(): void {
    const { stage, tables, broadcast } = this.props;
    const { stateMachine } = new Workflow(this, 'Presence', {
      stage,
      name: 'chat-presence',
      type: StateMachineType.EXPRESS,
      substitutions: {
        BroadcastFunctionArn: broadcast.broadcastFunction.arn,
        RateLimitsTableName: tables.rateLimits.tableName,
        // Of a crowd nobody is told who is in it, and so not who comes and goes either.
        MaxPresentConnections: String(MAX_PRESENT_CONNECTIONS),
      },
      permissions: [invoke(broadcast.broadcastFunction), onTable(tables.rateLimits, 'dynamodb:GetItem')],
      triggers: [this.trigger(chatMemberConnected), this.trigger(chatMemberDisconnected)],
      logLevel: LogLevel.ERROR,
    });
    Validations.of(stateMachine).acknowledge({
      id: 'AwsSolutions-SF1',
      reason: 'Whoever comes or goes would leave some 10 KB in the log, of no use to anybody; what fails is told.',
    });
  }

  private addPersist(): ServiceFunction {
    const { stage, bundles, tables } = this.props;
    return new ServiceFunction(this, 'Persist', {
      stage,
      bundles,
      source: 'chat/persist',
      description: 'Gives a message its place in the conversation, once',
      memoryMegabytes: 512,
      // A transaction, tried again while others are at the same counter.
      timeout: Duration.seconds(15),
      environment: {
        MESSAGES_TABLE: tables.messages.tableName,
        CONVERSATIONS_TABLE: tables.conversations.tableName,
        MESSAGE_RETENTION_SECONDS: String(stage.chat.messageRetention.toSeconds()),
      },
      permissions: [
        onTable(tables.messages, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:DeleteItem'),
        onTable(tables.conversations, 'dynamodb:UpdateItem'),
      ],
    });
  }

  private addReply(): ServiceFunction {
    const { stage, bundles, bot } = this.props;
    return new ServiceFunction(this, 'Reply', {
      stage,
      bundles,
      source: 'chat/reply',
      description: 'Asks the bot',
      memoryMegabytes: 512,
      timeout: Duration.seconds(15),
      environment: { BOT_ID: bot.botId, BOT_ALIAS_ID: bot.botAliasId },
      permissions: [new PolicyStatement({ actions: ['lex:RecognizeText'], resources: [bot.aliasArn] })],
    });
  }

  private trigger({ name, description, source, detailType }: EventContract) {
    return {
      name: name.replace('chat-', ''),
      description,
      pattern: { source: [source], detailType: [detailType] },
      bus: this.props.bus,
    };
  }
}

function invoke(...functions: readonly ServiceFunction[]): PolicyStatement {
  return new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions.map(({ arn }) => arn) });
}
