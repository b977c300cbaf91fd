import { z } from 'zod';
import { flag, text } from '../../../template/scalars.ts';
import { integrationResponseDefinition, routeResponseDefinition } from '../model/responses.ts';
import { type PartResourceDeps, partResource } from './part.ts';

const routeResponseSchema = z.strictObject({
  ApiId: text,
  RouteId: text,
  RouteResponseKey: text,
  ModelSelectionExpression: text.optional(),
  ResponseModels: z.record(text, text).optional(),
  ResponseParameters: z.record(text, z.strictObject({ Required: flag.optional() })).optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-routeresponse.html */
export const routeResponseResource = (deps: PartResourceDeps) =>
  partResource(deps, {
    type: 'AWS::ApiGatewayV2::RouteResponse',
    definition: routeResponseDefinition,
    schema: routeResponseSchema,
    createOnly: ['RouteId'],
    draft: ({ ApiId: _, ...response }) => response,
  });

const integrationResponseSchema = z.strictObject({
  ApiId: text,
  IntegrationId: text,
  IntegrationResponseKey: text,
  ContentHandlingStrategy: z.enum(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']).optional(),
  ResponseParameters: z.record(text, text).optional(),
  ResponseTemplates: z.record(text, text).optional(),
  TemplateSelectionExpression: text.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integrationresponse.html */
export const integrationResponseResource = (deps: PartResourceDeps) =>
  partResource(deps, {
    type: 'AWS::ApiGatewayV2::IntegrationResponse',
    definition: integrationResponseDefinition,
    schema: integrationResponseSchema,
    createOnly: ['IntegrationId'],
    draft: ({ ApiId: _, ...response }) => response,
  });
