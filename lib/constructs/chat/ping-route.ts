import { Validations } from 'aws-cdk-lib';
import {
  CfnIntegrationResponse,
  type WebSocketApi,
  WebSocketIntegration,
  type WebSocketRoute,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketMockIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';

export interface PingRouteProps {
  readonly api: WebSocketApi;
}

/** In API Gateway's own words, what stands for any template and any answer. */
const ANY = '\\$default';

/** The route `ping`, which keeps a connection from being idle for ten minutes. API Gateway answers it by itself: no function runs. */
export class PingRoute extends Construct {
  constructor(scope: Construct, id: string, { api }: PingRouteProps) {
    super(scope, id);
    const route = api.addRoute('ping', {
      integration: new WebSocketMockIntegration('Mock', {
        requestTemplates: { $default: '{"statusCode": 200}' },
        templateSelectionExpression: ANY,
      }),
      returnResponse: true,
    });
    acknowledgeNoAuthorizer(route);
    const integration = route.node.findChild('Mock');
    if (!(integration instanceof WebSocketIntegration)) throw new Error(`${integration.node.path} is no integration`);
    new CfnIntegrationResponse(this, 'Pong', {
      apiId: api.apiId,
      integrationId: integration.integrationId,
      integrationResponseKey: '$default',
      templateSelectionExpression: ANY,
      responseTemplates: { $default: '{"event":"pong"}' },
    });
  }
}

export function acknowledgeNoAuthorizer(route: WebSocketRoute): void {
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason: 'A WebSocket API asks for authorization when the connection is made, and takes an authorizer nowhere else.',
  });
}
