import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import { invalidParameter } from '../errors.ts';
import type { LambdaParts } from '../parts.ts';

const STATEMENT_ID_LENGTH = 100;

const schema = z.strictObject({
  LayerVersionArn: text,
  Action: text,
  Principal: text,
  OrganizationId: text.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-layerversionpermission.html */
export function layerVersionPermissionResource({ layers, layerPermissions }: LambdaParts) {
  return resourceType({
    type: 'AWS::Lambda::LayerVersionPermission',
    schema,
    attributes: ['Id'],
    createOnly: Object.keys(schema.shape),
    create({ LayerVersionArn, ...input }, context) {
      const layer = layers.byArn(LayerVersionArn);
      if (!layer) throw invalidParameter(`Layer version ${LayerVersionArn} does not exist in this emulator.`);
      const StatementId = context.generateName({ maxLength: STATEMENT_ID_LENGTH });
      layerPermissions.add(layer.layerName, layer.version, { ...input, StatementId });
      const id = `${LayerVersionArn}#${StatementId}`;
      return { physicalId: id, attributes: { Id: id } };
    },
    update: ({ physicalId }) => ({ physicalId, attributes: { Id: physicalId } }),
    delete({ physicalId }) {
      const [arn = '', statementId = ''] = physicalId.split('#');
      const layer = layers.byArn(arn);
      const isThere = layer?.policy?.statements.some(({ Sid }) => Sid === statementId);
      if (layer && isThere) layerPermissions.remove(layer.layerName, layer.version, statementId);
    },
  });
}
