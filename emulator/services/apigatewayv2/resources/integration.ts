import { z } from 'zod';
import { number, text } from '../../../template/scalars.ts';
import { integrationDefinition } from '../model/integration.ts';
import { type PartResourceDeps, partResource } from './part.ts';

const responseParameters = z.strictObject({
  ResponseParameters: z.array(z.strictObject({ Source: text, Destination: text })).optional(),
});

const schema = z.strictObject({
  ApiId: text,
  IntegrationType: z.enum(['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK']),
  ConnectionId: text.optional(),
  ConnectionType: z.enum(['INTERNET', 'VPC_LINK']).optional(),
  ContentHandlingStrategy: z.enum(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']).optional(),
  CredentialsArn: text.optional(),
  Description: text.optional(),
  IntegrationMethod: text.optional(),
  IntegrationSubtype: text.optional(),
  IntegrationUri: text.optional(),
  PassthroughBehavior: z.enum(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']).optional(),
  PayloadFormatVersion: text.optional(),
  RequestParameters: z.record(text, text).optional(),
  RequestTemplates: z.record(text, text).optional(),
  ResponseParameters: z.record(text, responseParameters).optional(),
  TemplateSelectionExpression: text.optional(),
  TimeoutInMillis: number.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html */
export const integrationResource = (deps: PartResourceDeps) =>
  partResource(deps, {
    type: 'AWS::ApiGatewayV2::Integration',
    definition: integrationDefinition,
    schema,
    createOnly: [],
    draft: ({ ApiId: _, ResponseParameters, ...integration }) => ({
      ...integration,
      ...(ResponseParameters ? { ResponseParameters: asMap(ResponseParameters) } : {}),
    }),
  });

/** CloudFormation lists what the API maps from destination to source. */
const asMap = (byStatus: Record<string, z.output<typeof responseParameters>>): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(byStatus).map(([status, { ResponseParameters = [] }]) => [
      status,
      Object.fromEntries(ResponseParameters.map(({ Source, Destination }) => [Destination, Source])),
    ]),
  );
