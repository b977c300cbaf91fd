import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';

/** What the CDK tells AWS about the constructs in use. Nobody is told here. */
export const cdkMetadataResource = resourceType({
  type: 'AWS::CDK::Metadata',
  schema: z.strictObject({ Analytics: text.optional() }),
  inert: { Analytics: 'nothing is reported to anybody' },
  attributes: [],
  createOnly: [],
  create: (_properties, context) => ({ physicalId: context.generateName(), attributes: {} }),
  update: ({ physicalId }) => ({ physicalId, attributes: {} }),
  delete: () => undefined,
});
