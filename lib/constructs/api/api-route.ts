import { Aws, Duration, Fn, Validations } from 'aws-cdk-lib';
import { HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Route } from '../../../functions/shared/http/route.ts';
import { ServiceFunction, type ServiceFunctionProps } from '../service-function.ts';
import type { Api } from './telar-api.ts';

export interface ApiRouteProps extends Pick<ServiceFunctionProps, 'stage' | 'bundles' | 'source'> {
  readonly api: Api;
  /** Decides method, path, description, and whether a token is asked for. */
  readonly route: Route;
  /** What the function needs to know beside what every route of its kind does: see `environmentOf`. */
  readonly environment: Record<string, string>;
  readonly permissions: readonly PolicyStatement[];
  /** Without it, 512: a cold start is half as long as with 256, and costs the same. */
  readonly memoryMegabytes?: number;
  /** Without it, 10 s. API Gateway waits for no more than 30. */
  readonly timeout?: Duration;
}

const MEMORY_MEGABYTES = 512;
const TIMEOUT = Duration.seconds(10);

/** One route of the HTTP API: its function, the way to it, and API Gateway's leave to go there. */
export class ApiRoute extends Construct {
  readonly serviceFunction: ServiceFunction;

  constructor(scope: Construct, id: string, props: ApiRouteProps) {
    super(scope, id);
    const { api, route } = props;
    this.serviceFunction = new ServiceFunction(this, 'Handler', {
      stage: props.stage,
      bundles: props.bundles,
      source: props.source,
      description: `${keyOf(route)}: ${route.summary}`,
      memoryMegabytes: props.memoryMegabytes ?? MEMORY_MEGABYTES,
      timeout: props.timeout ?? TIMEOUT,
      environment: { ...environmentOf(route, api), ...props.environment },
      permissions: [...permissionsOf(route, api), ...props.permissions],
    });
    const httpRoute = new HttpRoute(this, 'Route', {
      httpApi: api.httpApi,
      routeKey: isFallback(route) ? HttpRouteKey.DEFAULT : HttpRouteKey.with(route.path, METHODS[route.method]),
      integration: new HttpLambdaIntegration('Integration', this.serviceFunction.called),
      authorizer: route.access === 'anybody' ? new HttpNoneAuthorizer() : api.authorizer,
    });
    if (route.access !== 'anybody') return;
    Validations.of(httpRoute).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Whoever watches over the application has no user to sign in with, and is told nothing but names and states.',
    });
  }
}

const METHODS = { GET: HttpMethod.GET, POST: HttpMethod.POST } as const;

/** The route for whatever has none. */
export const FALLBACK_PATH = '/$default';

function isFallback({ path }: Route): boolean {
  return path === FALLBACK_PATH;
}

function keyOf(route: Route): string {
  return isFallback(route) ? '$default' : `${route.method} ${route.path}`;
}

/**
 * | variable | for routes | |
 * |---|---|---|
 * | API_URL | all | for links |
 * | CURSOR_KEY | that take a cursor | what cursors are sealed with: the part of the stack's id that nobody outside knows |
 * | ANSWERS_TABLE | that write | for repetitions with the same Idempotency-Key |
 */
function environmentOf(route: Route, api: Api): Record<string, string> {
  return {
    API_URL: api.url,
    ...('cursor' in route.query.shape && { CURSOR_KEY: Fn.select(2, Fn.split('/', Aws.STACK_ID)) }),
    ...(writes(route) && { ANSWERS_TABLE: api.answers.tableName }),
  };
}

function permissionsOf(route: Route, api: Api): PolicyStatement[] {
  if (!writes(route)) return [];
  const actions = ['dynamodb:PutItem', 'dynamodb:UpdateItem'];
  return [new PolicyStatement({ actions, resources: [api.answers.tableArn] })];
}

function writes({ method }: Route): boolean {
  return method === 'POST';
}
