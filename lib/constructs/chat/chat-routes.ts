import { Duration } from 'aws-cdk-lib';
import type { IWebSocketRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { ServiceFunction, type ServiceFunctionProps } from '../service-function.ts';
import {
  acknowledgeAnyConnection,
  leaveConnections,
  manageConnections,
  onIndex,
  onTable,
  putEvents,
} from './chat-permissions.ts';
import type { ChatSockets } from './chat-sockets.ts';
import type { ChatTables } from './chat-tables.ts';
import { acknowledgeNoAuthorizer, PingRoute } from './ping-route.ts';

export interface ChatRoutesProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly bus: IEventBus;
  readonly userPool: IUserPool;
  readonly client: IUserPoolClient;
  readonly sockets: ChatSockets;
  readonly tables: ChatTables;
}

type RouteFunctionProps = Pick<
  ServiceFunctionProps,
  'description' | 'environment' | 'permissions' | 'reservedConcurrentExecutions'
>;

/** A person waits for the answer. With less, the start of a function takes twice as long, and costs the same. */
const MEMORY_MEGABYTES = 512;
const TIMEOUT = Duration.seconds(10);

/** The routes of the WebSocket API, and for each a function that knows no other. */
export class ChatRoutes extends Construct {
  private readonly props: ChatRoutesProps;

  constructor(scope: Construct, id: string, props: ChatRoutesProps) {
    super(scope, id);
    this.props = props;
    this.addConnect();
    this.addDisconnect();
    this.addSendMessage();
    this.addHistory();
    this.addPresent();
    this.addTyping();
    new PingRoute(this, 'Ping', { api: props.sockets.api });
    this.addDefault();
  }

  private addConnect(): void {
    const { stage, bus, tables, sockets } = this.props;
    const connect = this.addFunction('chat/connect', {
      description: 'Writes a new connection down',
      environment: {
        ...this.leaveEnvironment(),
        CONVERSATIONS_TABLE: tables.conversations.tableName,
        WEBSOCKET_ENDPOINT: sockets.callbackUrl,
      },
      permissions: [
        ...leaveConnections(tables, bus),
        onTable(tables.connections, 'dynamodb:PutItem'),
        onIndex(tables.connections, 'by-user'),
        onTable(tables.conversations, 'dynamodb:BatchGetItem'),
        onIndex(tables.conversations, 'by-member'),
        manageConnections(sockets, 'DELETE'),
      ],
      reservedConcurrentExecutions: stage.chat.reservedConcurrency?.connect,
    });
    acknowledgeAnyConnection(connect, sockets, 'DELETE');
    this.addRoute('$connect', connect, { authorizer: this.addAuthorizer() });
  }

  private addDisconnect(): void {
    const { stage, bus, tables } = this.props;
    const disconnect = this.addFunction('chat/disconnect', {
      description: 'Forgets a connection',
      environment: this.leaveEnvironment(),
      permissions: leaveConnections(tables, bus),
      reservedConcurrentExecutions: stage.chat.reservedConcurrency?.disconnect,
    });
    this.addRoute('$disconnect', disconnect);
  }

  private addSendMessage(): void {
    const { stage, bus, tables } = this.props;
    const sendMessage = this.addFunction('chat/sendmessage', {
      description: 'Takes a message: checks it, counts it, and puts it on the bus',
      environment: {
        CONVERSATIONS_TABLE: tables.conversations.tableName,
        RATE_LIMITS_TABLE: tables.rateLimits.tableName,
        EVENT_BUS: bus.eventBusName,
        MESSAGES_PER_MINUTE: String(stage.chat.messagesPerMinuteAndUser),
      },
      permissions: [
        onTable(tables.conversations, 'dynamodb:GetItem'),
        onTable(tables.rateLimits, 'dynamodb:UpdateItem'),
        putEvents(bus),
      ],
      reservedConcurrentExecutions: stage.chat.reservedConcurrency?.message,
    });
    this.addRoute('sendmessage', sendMessage, { returnResponse: true });
  }

  private addHistory(): void {
    const { stage, tables } = this.props;
    const history = this.addFunction('chat/history', {
      description: 'Reads what was said in a conversation',
      environment: {
        CONVERSATIONS_TABLE: tables.conversations.tableName,
        MESSAGES_TABLE: tables.messages.tableName,
        MESSAGE_RETENTION_SECONDS: String(stage.chat.messageRetention.toSeconds()),
      },
      permissions: [onTable(tables.conversations, 'dynamodb:GetItem'), onTable(tables.messages, 'dynamodb:Query')],
    });
    this.addRoute('history', history, { returnResponse: true });
  }

  private addPresent(): void {
    const { tables } = this.props;
    const present = this.addFunction('chat/present', {
      description: 'Says who of a conversation is connected',
      environment: {
        CONVERSATIONS_TABLE: tables.conversations.tableName,
        CONNECTIONS_TABLE: tables.connections.tableName,
      },
      permissions: [onTable(tables.conversations, 'dynamodb:GetItem'), onIndex(tables.connections, 'by-conversation')],
    });
    this.addRoute('present', present, { returnResponse: true });
  }

  private addTyping(): void {
    const { bus, tables, sockets } = this.props;
    const typing = this.addFunction('chat/typing', {
      description: 'Tells a conversation that somebody is typing',
      environment: {
        ...this.leaveEnvironment(),
        CONVERSATIONS_TABLE: tables.conversations.tableName,
        WEBSOCKET_ENDPOINT: sockets.callbackUrl,
      },
      permissions: [
        ...leaveConnections(tables, bus),
        onIndex(tables.connections, 'by-conversation'),
        onIndex(tables.connections, 'by-user'),
        onTable(tables.conversations, 'dynamodb:GetItem'),
        manageConnections(sockets, 'DELETE', 'POST'),
      ],
    });
    acknowledgeAnyConnection(typing, sockets, 'DELETE', 'POST');
    this.addRoute('typing', typing, { returnResponse: true });
  }

  private addDefault(): void {
    const unknown = this.addFunction('chat/unknown', {
      description: 'Answers frames that no other route takes',
      environment: {},
      permissions: [],
    });
    this.addRoute('$default', unknown, { returnResponse: true });
  }

  /** No identity source: the token is in the query or in a header, and API Gateway would ask for all that it is told of. */
  private addAuthorizer(): WebSocketLambdaAuthorizer {
    const { userPool, client } = this.props;
    const authorize = this.addFunction('chat/authorize', {
      description: 'Lets in whoever has a token of the user pool',
      environment: { USER_POOL_ID: userPool.userPoolId, USER_POOL_CLIENT_ID: client.userPoolClientId },
      permissions: [],
    });
    return new WebSocketLambdaAuthorizer('Authorizer', authorize.called, { identitySource: [] });
  }

  private addRoute(
    key: string,
    handler: ServiceFunction,
    options: { authorizer?: IWebSocketRouteAuthorizer; returnResponse?: boolean } = {},
  ): void {
    const integration = new WebSocketLambdaIntegration(`${handler.node.id}Integration`, handler.called);
    const route = this.props.sockets.api.addRoute(key, { integration, ...options });
    if (!options.authorizer) acknowledgeNoAuthorizer(route);
  }

  private addFunction(source: `chat/${string}`, props: RouteFunctionProps): ServiceFunction {
    const { stage, bundles } = this.props;
    return new ServiceFunction(this, pascalCase(source), {
      stage,
      bundles,
      source,
      memoryMegabytes: MEMORY_MEGABYTES,
      timeout: TIMEOUT,
      ...props,
    });
  }

  private leaveEnvironment(): Record<string, string> {
    const { stage, bus, tables } = this.props;
    return {
      CONNECTIONS_TABLE: tables.connections.tableName,
      RATE_LIMITS_TABLE: tables.rateLimits.tableName,
      EVENT_BUS: bus.eventBusName,
      MAX_CONNECTIONS_PER_USER: String(stage.chat.connectionsPerUser),
    };
  }
}

function pascalCase(source: string): string {
  return source.replace(/^chat\/(\w)/, (_, letter: string) => letter.toUpperCase());
}
