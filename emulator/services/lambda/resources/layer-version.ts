import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import { bucketCode, locateCode } from '../code/template-code.ts';
import { publishLayer } from '../layers/layers.ts';
import type { LambdaParts } from '../parts.ts';

const LAYER_NAME_LENGTH = 64;

const schema = z.strictObject({
  LayerName: text.optional(),
  Description: text.optional(),
  Content: bucketCode,
  CompatibleRuntimes: z.array(text).optional(),
  CompatibleArchitectures: z.array(text).optional(),
  LicenseInfo: text.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversion.html */
export function layerVersionResource(parts: LambdaParts) {
  const { layers, clock } = parts;
  return resourceType({
    type: 'AWS::Lambda::LayerVersion',
    schema,
    attributes: ['LayerVersionArn'],
    createOnly: Object.keys(schema.shape),
    async create(properties, context) {
      const name = properties.LayerName ?? context.generateName({ maxLength: LAYER_NAME_LENGTH });
      const code = await locateCode(properties.Content, context, parts);
      const { arn } = publishLayer(name, properties, code, layers, clock);
      return { physicalId: arn, attributes: { LayerVersionArn: arn } };
    },
    update: ({ physicalId }) => ({ physicalId, attributes: { LayerVersionArn: physicalId } }),
    delete({ physicalId }) {
      const layer = layers.byArn(physicalId);
      if (layer) layers.delete(layer.layerName, layer.version);
    },
  });
}
