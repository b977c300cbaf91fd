import { Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat, CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';

export interface ChatSocketsProps {
  readonly stage: StageConfig;
}

/** The log groups of WebSocket APIs, of whatever stage of Telar. */
const LOG_PREFIX = '/aws/vendedlogs/websocket-api/';

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
      logGroupName: `${LOG_PREFIX}${physicalName(stage, 'chat')}`,
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
    socketStage.node.addDependency(this.letApiGatewayLog());
    this.stageName = socketStage.stageName;
    this.url = socketStage.url;
    this.callbackUrl = socketStage.callbackUrl;
  }

  /**
   * WebSocket APIs write their logs as the account's role for it, of which there is one in each region; HTTP APIs need none:
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html
   */
  private letApiGatewayLog(): CfnAccount {
    const role = new Role(this, 'LogRole', {
      description: 'What API Gateway may do to log for the WebSocket APIs of Telar',
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    });
    const groups = Stack.of(this).formatArn({ service: 'logs', resource: `log-group:${LOG_PREFIX}*` });
    role.addToPolicy(
      new PolicyStatement({
        actions: [
          'logs:CreateLogGroup',
          'logs:CreateLogStream',
          'logs:DescribeLogStreams',
          'logs:PutLogEvents',
          'logs:GetLogEvents',
          'logs:FilterLogEvents',
        ],
        resources: [groups],
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['logs:DescribeLogGroups'], resources: ['*'] }));
    Validations.of(role).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${LOG_PREFIX}*]`,
        reason: 'One role logs for the APIs of all stages in an account.',
      },
      { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'DescribeLogGroups takes no resource.' },
    );
    const account = new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn });
    account.node.addDependency(role);
    return account;
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
