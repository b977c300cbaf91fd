import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
import { routes } from '../../functions/api/routes.ts';
import { templateOf, templatesOf } from './support/templates.ts';

const route = z.object({
  Properties: z.object({
    RouteKey: z.string(),
    AuthorizationType: z.string(),
    AuthorizerId: z.unknown().optional(),
  }),
});

describe('the HTTP API', () => {
  const template = templateOf('dev', 'api');
  // Routes of WebSocket APIs are keyed by a word.
  const httpRoutes = templatesOf('dev')
    .flatMap((template) => Object.values(template.findResources('AWS::ApiGatewayV2::Route')))
    .map((resource) => route.parse(resource).Properties)
    .filter(({ RouteKey }) => RouteKey.includes(' ') || RouteKey === '$default');

  test('lets in who has a token of the user pool, for this client', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: [Match.anyValue()], Issuer: Match.anyValue() },
    });
  });

  test('asks for a token on every route but /health', () => {
    const open = httpRoutes.filter(
      ({ AuthorizationType, RouteKey }) => AuthorizationType !== 'JWT' && RouteKey.includes(' '),
    );
    expect(open.map(({ RouteKey }) => RouteKey)).toEqual(['GET /health']);
    expect(httpRoutes).toContainEqual(expect.objectContaining({ RouteKey: '$default', AuthorizationType: 'JWT' }));
  });

  test('has the routes that it describes, and no others', () => {
    const keys = httpRoutes.map(({ RouteKey }) => RouteKey).filter((key) => key !== '$default');
    expect(keys.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  test('describes the contract of every function that has one', () => {
    const functions = join(__dirname, '../../functions');
    const contracts = readdirSync(functions, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('/route.ts') && file !== 'api/not-found/route.ts' && !file.startsWith('shared/'),
    );
    expect(routes).toHaveLength(contracts.length);
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  });

  test('is throttled, and logs who asked for what, but no token', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingBurstLimit: 1_000, ThrottlingRateLimit: 500, DetailedMetricsEnabled: true },
      AccessLogSettings: {
        DestinationArn: Match.anyValue(),
        Format: Match.not(Match.stringLikeRegexp('[Aa]uthorization')),
      },
    });
  });

  test('may be called by the page from its own origin', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: Match.objectLike({ AllowOrigins: Match.arrayWith(['http://localhost:5173']) }),
    });
    templateOf('prod', 'api').hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: Match.objectLike({ AllowOrigins: Match.not(Match.arrayWith(['*'])) }),
    });
  });

  test('remembers for a while what it answered', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'telar-dev-answers',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  test.each(['images', 'logs', 'notifications'])(
    'may call the functions of %s, each for its own route alone',
    (domain) => {
      templateOf('dev', domain).hasResourceProperties('AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(`/\\*/\\*/${domain}`)])] },
      });
    },
  );
});
