import { CfnOutput } from 'aws-cdk-lib';
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import type { Api } from '../constructs/api/telar-api.ts';
import { ChatBot } from '../constructs/chat/chat-bot.ts';
import { ChatBroadcast } from '../constructs/chat/chat-broadcast.ts';
import { ChatRoutes } from '../constructs/chat/chat-routes.ts';
import { ChatSockets } from '../constructs/chat/chat-sockets.ts';
import { ChatTables } from '../constructs/chat/chat-tables.ts';
import { ChatWorkflows } from '../constructs/chat/chat-workflows.ts';
import { ConversationRoutes } from '../constructs/chat/conversation-routes.ts';
import { OutcomePush } from '../constructs/chat/outcome-push.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface ChatStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly bus: IEventBus;
  readonly userPool: IUserPool;
  readonly client: IUserPoolClient;
  readonly api: Api;
}

/** People talk to each other and to the bot, over sockets; what they say is kept in order, by way of the workflow chat-message. */
export class ChatStack extends TelarStack {
  readonly webSocketUrl: string;

  constructor(scope: Construct, id: string, props: ChatStackProps) {
    super(scope, id, props);
    const { stage, bundles, bus, api } = props;

    const sockets = new ChatSockets(this, 'Sockets', { stage });
    const tables = new ChatTables(this, 'Tables', { stage });
    new ChatRoutes(this, 'Routes', { ...props, sockets, tables });
    const broadcast = new ChatBroadcast(this, 'Broadcast', { stage, bundles, bus, sockets, tables });
    const bot = new ChatBot(this, 'Bot', { stage, bundles });
    new ChatWorkflows(this, 'Workflows', { stage, bundles, bus, tables, broadcast, bot });
    new OutcomePush(this, 'Push', { stage, bus, broadcast });
    new ConversationRoutes(this, 'Conversations', { stage, bundles, api, tables });

    this.webSocketUrl = sockets.url;
    new CfnOutput(this, 'WebSocketUrl', {
      value: this.webSocketUrl,
      description: 'Connect here, with ?token=<id token>',
    });
    new CfnOutput(this, 'MessagesTableName', { value: tables.messages.tableName });
    new CfnOutput(this, 'ConnectionsTableName', { value: tables.connections.tableName });
    new CfnOutput(this, 'BotId', { value: bot.botId });
  }
}
