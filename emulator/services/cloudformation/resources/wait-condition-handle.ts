import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';

/**
 * A URL that programs outside may signal to. The CDK and others also use it as a resource that needs nothing; nobody
 * waits for its signals here, as there is no AWS::CloudFormation::WaitCondition.
 */
export const waitConditionHandleResource = (endpoint: () => string) =>
  resourceType({
    type: 'AWS::CloudFormation::WaitConditionHandle',
    schema: z.strictObject({}),
    attributes: [],
    createOnly: [],
    create: (_properties, context) => ({
      physicalId: `${endpoint()}/_telar/cfn-wait/${context.generateName()}`,
      attributes: {},
    }),
    update: ({ physicalId }) => ({ physicalId, attributes: {} }),
    delete: () => undefined,
  });
