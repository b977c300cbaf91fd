import { z } from 'zod';
import { json, text } from '../../../template/scalars.ts';
import { modelDefinition } from '../model/model.ts';
import { type PartResourceDeps, partResource } from './part.ts';

const schema = z.strictObject({
  ApiId: text,
  Name: text,
  Schema: json,
  ContentType: text.optional(),
  Description: text.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-model.html */
export const modelResource = (deps: PartResourceDeps) =>
  partResource(deps, {
    type: 'AWS::ApiGatewayV2::Model',
    definition: modelDefinition,
    schema,
    createOnly: [],
    draft: ({ ApiId: _, Schema, ...model }) => ({
      ...model,
      Schema: typeof Schema === 'string' ? Schema : JSON.stringify(Schema),
    }),
  });
