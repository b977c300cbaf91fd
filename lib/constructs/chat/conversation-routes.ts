import { Construct } from 'constructs';
import { listConversationsRoute } from '../../../functions/chat/list-conversations/route.ts';
import { listMessagesRoute } from '../../../functions/chat/list-messages/route.ts';
import { openConversationRoute } from '../../../functions/chat/open-conversation/route.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { ApiRoute } from '../api/api-route.ts';
import type { Api } from '../api/telar-api.ts';
import { onIndex, onTable } from './chat-permissions.ts';
import type { ChatTables } from './chat-tables.ts';

export interface ConversationRoutesProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly api: Api;
  readonly tables: ChatTables;
}

/** What one can do with conversations over HTTP. */
export class ConversationRoutes extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, api, tables }: ConversationRoutesProps) {
    super(scope, id);
    const { connections, conversations, messages } = tables;
    const common = { stage, bundles, api };

    new ApiRoute(this, 'List', {
      ...common,
      source: 'chat/list-conversations',
      route: listConversationsRoute,
      environment: { CONVERSATIONS_TABLE: conversations.tableName },
      permissions: [onIndex(conversations, 'by-member'), onTable(conversations, 'dynamodb:BatchGetItem')],
    });
    new ApiRoute(this, 'Open', {
      ...common,
      source: 'chat/open-conversation',
      route: openConversationRoute,
      environment: { CONVERSATIONS_TABLE: conversations.tableName, CONNECTIONS_TABLE: connections.tableName },
      permissions: [
        onTable(conversations, 'dynamodb:PutItem'),
        onIndex(connections, 'by-user'),
        onTable(connections, 'dynamodb:PutItem'),
      ],
    });
    new ApiRoute(this, 'Messages', {
      ...common,
      source: 'chat/list-messages',
      route: listMessagesRoute,
      environment: {
        CONVERSATIONS_TABLE: conversations.tableName,
        MESSAGES_TABLE: messages.tableName,
        MESSAGE_RETENTION_SECONDS: String(stage.chat.messageRetention.toSeconds()),
      },
      permissions: [onTable(conversations, 'dynamodb:GetItem'), onTable(messages, 'dynamodb:Query')],
    });
  }
}
