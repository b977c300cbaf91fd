import { z } from 'zod';
import { flag, text } from '../../../template/scalars.ts';
import { routeDefinition } from '../model/route.ts';
import { type PartResourceDeps, partResource } from './part.ts';

const parameterConstraints = z.record(text, z.strictObject({ Required: flag.optional() }));

const schema = z.strictObject({
  ApiId: text,
  RouteKey: text,
  ApiKeyRequired: flag.optional(),
  AuthorizationScopes: z.array(text).optional(),
  AuthorizationType: z.enum(['NONE', 'AWS_IAM', 'CUSTOM', 'JWT']).optional(),
  AuthorizerId: text.optional(),
  ModelSelectionExpression: text.optional(),
  OperationName: text.optional(),
  RequestModels: z.record(text, text).optional(),
  RequestParameters: parameterConstraints.optional(),
  RouteResponseSelectionExpression: text.optional(),
  Target: text.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-route.html */
export const routeResource = (deps: PartResourceDeps) =>
  partResource(deps, {
    type: 'AWS::ApiGatewayV2::Route',
    definition: routeDefinition,
    schema,
    createOnly: [],
    draft: ({ ApiId: _, ...route }) => route,
  });
