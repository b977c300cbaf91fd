import { z } from 'zod';
import { flag, number, text } from '../../../template/scalars.ts';
import { authorizerDefinition } from '../model/authorizer.ts';
import { type PartResourceDeps, partResource } from './part.ts';

const schema = z.strictObject({
  ApiId: text,
  AuthorizerType: z.enum(['JWT', 'REQUEST']),
  Name: text,
  AuthorizerCredentialsArn: text.optional(),
  AuthorizerPayloadFormatVersion: text.optional(),
  AuthorizerResultTtlInSeconds: number.optional(),
  AuthorizerUri: text.optional(),
  EnableSimpleResponses: flag.optional(),
  IdentitySource: z.array(text).optional(),
  IdentityValidationExpression: text.optional(),
  JwtConfiguration: z.strictObject({ Audience: z.array(text).optional(), Issuer: text.optional() }).optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-authorizer.html */
export const authorizerResource = (deps: PartResourceDeps) =>
  partResource(deps, {
    type: 'AWS::ApiGatewayV2::Authorizer',
    definition: authorizerDefinition,
    schema,
    createOnly: [],
    draft: ({ ApiId: _, ...authorizer }) => authorizer,
  });
