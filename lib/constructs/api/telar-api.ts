import { Duration, Validations } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  HttpStage,
  type IHttpApi,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { IUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CORRELATION_HEADER, IDEMPOTENCY_HEADER } from '../../../functions/shared/http/request.ts';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { IdempotencyTable } from './idempotency-table.ts';

export interface TelarApiProps {
  readonly stage: StageConfig;
  readonly userPool: UserPool;
  readonly client: IUserPoolClient;
  /** Where the web page is served from: other pages may not call from a browser. */
  readonly webOrigins: readonly string[];
}

/** What a domain needs to add its routes. */
export interface Api {
  readonly httpApi: IHttpApi;
  /** Where it is reached, without a slash at the end. */
  readonly url: string;
  /** Lets in whoever has a token of the user pool. */
  readonly authorizer: IHttpRouteAuthorizer;
  /** What was answered to writes that carry a key. */
  readonly answers: ITable;
}

/** How long a browser may remember what it was told about other origins. */
const CORS_MAX_AGE = Duration.hours(1);

/** The HTTP API `telar-<stage>-api`: who may call it, from where, how often, and what is written down of it. Domains add the routes. */
export class TelarApi extends Construct implements Api {
  readonly httpApi: HttpApi;
  readonly url: string;
  readonly authorizer: IHttpRouteAuthorizer;
  readonly answers: ITable;

  constructor(scope: Construct, id: string, { stage, userPool, client, webOrigins }: TelarApiProps) {
    super(scope, id);
    this.httpApi = new HttpApi(this, 'HttpApi', {
      apiName: physicalName(stage, 'api'),
      description: 'Read and drive Telar over HTTP',
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [...webOrigins],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ['authorization', 'content-type', 'if-none-match', CORRELATION_HEADER, IDEMPOTENCY_HEADER],
        exposeHeaders: ['etag', 'location', 'apigw-requestid', CORRELATION_HEADER],
        maxAge: CORS_MAX_AGE,
      },
    });
    this.url = this.httpApi.apiEndpoint;
    this.authorizer = this.addAuthorizer(userPool, client);
    this.answers = new IdempotencyTable(this, 'Answers', { stage });
    this.addStage(stage);
  }

  /** Here, not by `HttpUserPoolAuthorizer`, which would put it into the stack of the first route that asks for it. */
  private addAuthorizer(userPool: UserPool, client: IUserPoolClient): IHttpRouteAuthorizer {
    const { authorizerId } = new HttpAuthorizer(this, 'Authorizer', {
      httpApi: this.httpApi,
      authorizerName: 'user-pool',
      type: HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtIssuer: userPool.userPoolProviderUrl,
      jwtAudience: [client.userPoolClientId],
    });
    return HttpAuthorizer.fromHttpAuthorizerAttributes(this, 'UserPool', { authorizerId, authorizerType: 'JWT' });
  }

  private addStage(stage: StageConfig): void {
    const logs = new LogGroup(this, 'AccessLogs', {
      // Under this prefix AWS needs no entry of its own in the account's one, small, log resource policy.
      logGroupName: `/aws/vendedlogs/http-api/${physicalName(stage, 'api')}`,
      retention: stage.logRetention,
      removalPolicy: stage.removalPolicy,
    });
    const httpStage = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: stage.api.requestsPerSecond, burstLimit: stage.api.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(logs), format: accessLogFormat() },
    });
    Validations.of(httpStage).acknowledge({
      id: 'AwsSolutions-APIG3',
      reason: 'A web ACL cannot be put before an HTTP API; where one is wanted, it goes on a distribution in front.',
    });
  }
}

/** One JSON object a request, without tokens or what is asked for behind the question mark. */
function accessLogFormat(): AccessLogFormat {
  return AccessLogFormat.custom(
    JSON.stringify({
      requestId: AccessLogField.contextRequestId(),
      requestTime: AccessLogField.contextRequestTimeEpoch(),
      routeKey: '$context.routeKey',
      method: AccessLogField.contextHttpMethod(),
      path: AccessLogField.contextPath(),
      status: AccessLogField.contextStatus(),
      protocol: AccessLogField.contextProtocol(),
      responseLength: AccessLogField.contextResponseLength(),
      responseLatency: AccessLogField.contextResponseLatency(),
      integrationStatus: '$context.integration.status',
      integrationError: '$context.integrationErrorMessage',
      authorizerError: '$context.authorizer.error',
      sourceIp: AccessLogField.contextIdentitySourceIp(),
      userAgent: AccessLogField.contextIdentityUserAgent(),
      userId: '$context.authorizer.claims.sub',
    }),
  );
}
