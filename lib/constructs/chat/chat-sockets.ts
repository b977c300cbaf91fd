import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { GatewayLogAccount } from './gateway-log-account.ts';

export interface ChatSocketsProps {
  readonly stage: StageConfig;
}

/** The WebSocket API `telar-<stage>-chat` and its one stage, named as that of Telar. The routes are added by others. */
export class ChatSockets extends Construct {
  readonly api: WebSocketApi;
  readonly stageName: string;
  /** Where clients connect. */
  readonly url: string;
  /** Where functions send to connections. */
  readonly callbackUrl: string;

  constructor(scope: Construct, id: string, { stage }: ChatSocketsProps) {
    super(scope, id);
    this.api = new WebSocketApi(this, 'Api', {
      apiName: physicalName(stage, 'chat'),
      description: 'Talk to each other and to the bot',
      routeSelectionExpression: '$request.body.action',
    });
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/vendedlogs/websocket-api/${physicalName(stage, 'chat')}`,
      retention: stage.logRetention,
      removalPolicy: stage.removalPolicy,
    });
    const socketStage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: stage.name,
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: stage.chat.framesPerSecond, burstLimit: stage.chat.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(logs), format: accessLogFormat() },
    });
    socketStage.node.addDependency(new GatewayLogAccount(this, 'LogAccount'));
    this.stageName = socketStage.stageName;
    this.url = socketStage.url;
    this.callbackUrl = socketStage.callbackUrl;
  }
}

/**
 * One JSON object for each connection, frame and end. Neither headers nor what stands behind the question mark is in it, where the
 * token is. Execution logs with whole frames (`dataTraceEnabled`) stay off: what people say to each other is theirs.
 */
function accessLogFormat(): AccessLogFormat {
  return AccessLogFormat.custom(
    JSON.stringify({
      requestId: '$context.requestId',
      requestTime: '$context.requestTimeEpoch',
      eventType: '$context.eventType',
      routeKey: '$context.routeKey',
      status: '$context.status',
      connectionId: '$context.connectionId',
      connectedAt: '$context.connectedAt',
      disconnectReason: '$context.disconnectReason',
      integrationLatency: '$context.integrationLatency',
      integrationError: '$context.integrationErrorMessage',
      error: '$context.error.message',
      userId: '$context.authorizer.userId',
      sourceIp: '$context.identity.sourceIp',
      userAgent: '$context.identity.userAgent',
    }),
  );
}
