import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import { withoutLatest } from '../functions/permissions.ts';
import type { LambdaParts } from '../parts.ts';

const STATEMENT_ID_LENGTH = 100;

const schema = z.strictObject({
  FunctionName: text,
  Action: text,
  Principal: text,
  SourceArn: text.optional(),
  SourceAccount: text.optional(),
  EventSourceToken: text.optional(),
  PrincipalOrgID: text.optional(),
  FunctionUrlAuthType: z.enum(['AWS_IAM', 'NONE']).optional(),
});
const PROPERTIES = Object.keys(schema.shape);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export function permissionResource({ permissions, functions }: LambdaParts) {
  return resourceType({
    type: 'AWS::Lambda::Permission',
    schema,
    attributes: ['Id'],
    createOnly: PROPERTIES,
    create(properties, context) {
      const id = context.generateName({ maxLength: STATEMENT_ID_LENGTH });
      const reference = withoutLatest(parseFunctionName(properties.FunctionName));
      permissions.add(reference, { ...properties, StatementId: id });
      return { physicalId: id, attributes: { Id: id } };
    },
    update: ({ physicalId }) => ({ physicalId, attributes: { Id: physicalId } }),
    delete({ physicalId, properties }) {
      const reference = withoutLatest(parseFunctionName(properties.FunctionName));
      const policy = functions.policy(reference);
      if (policy?.statements.some(({ Sid }) => Sid === physicalId)) permissions.remove(reference, physicalId);
    },
  });
}
