import { z } from 'zod';
import { flag, number, text } from '../../../template/scalars.ts';
import { stageDefinition } from '../model/stage.ts';
import { type PartResourceDeps, partResource } from './part.ts';

const routeSettings = z.strictObject({
  DataTraceEnabled: flag.optional(),
  DetailedMetricsEnabled: flag.optional(),
  LoggingLevel: z.enum(['ERROR', 'INFO', 'OFF']).optional(),
  ThrottlingBurstLimit: number.optional(),
  ThrottlingRateLimit: number.optional(),
});

const schema = z.strictObject({
  ApiId: text,
  StageName: text,
  AccessLogSettings: z.strictObject({ DestinationArn: text.optional(), Format: text.optional() }).optional(),
  AutoDeploy: flag.optional(),
  DefaultRouteSettings: routeSettings.optional(),
  DeploymentId: text.optional(),
  Description: text.optional(),
  RouteSettings: z.record(text, routeSettings).optional(),
  StageVariables: z.record(text, text).optional(),
  Tags: z.record(text, text).optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-stage.html */
export const stageResource = (deps: PartResourceDeps) =>
  partResource(deps, {
    type: 'AWS::ApiGatewayV2::Stage',
    definition: stageDefinition,
    schema,
    attributes: [],
    createOnly: ['StageName'],
    inert: { ClientCertificateId: 'integrations are called without TLS here' },
    draft: ({ ApiId: _, ...stage }) => stage,
    idOf: ({ StageName }) => StageName,
  });
