import { z } from 'zod';
import { type CustomRequest, CustomResourceError, type CustomResources } from '../../../template/custom-resources.ts';
import { type ResourceContext, type ResourceType, resourceType } from '../../../template/resource-type.ts';
import { CUSTOM_TYPE } from '../../../template/resource-types.ts';
import { number, text } from '../../../template/scalars.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html */
const LONGEST_TIMEOUT_SECONDS = 3_600;

const schema = z.looseObject({
  ServiceToken: text,
  ServiceTimeout: number.pipe(z.number().int().min(1).max(LONGEST_TIMEOUT_SECONDS)).optional(),
});
type Properties = z.output<typeof schema>;

/** Resources that a function or topic of the template's own provides, under either of their two type names. */
export function customResourceTypes(providers: CustomResources): ResourceType[] {
  const request = (properties: Properties, context: ResourceContext) => ({
    stackId: context.stackId,
    logicalId: context.logicalId,
    type: context.type ?? 'AWS::CloudFormation::CustomResource',
    serviceToken: properties.ServiceToken,
    timeoutSeconds: properties.ServiceTimeout ?? LONGEST_TIMEOUT_SECONDS,
    properties,
  });
  const create = (properties: Properties, context: ResourceContext) =>
    takingBack(providers, { requestType: 'Create', ...request(properties, context) });
  const definition = {
    schema,
    attributes: ['*'],
    createOnly: ['ServiceToken'],
    create,
    update: (
      { physicalId, properties, previous }: { physicalId: string; properties: Properties; previous: Properties },
      context: ResourceContext,
    ) => providers.request({ requestType: 'Update', physicalId, previous, ...request(properties, context) }),
    delete: async (
      { physicalId, properties }: { physicalId: string; properties: Properties },
      context: ResourceContext,
    ): Promise<void> => {
      await providers.request({ requestType: 'Delete', physicalId, ...request(properties, context) });
    },
  };
  return [CUSTOM_TYPE, 'AWS::CloudFormation::CustomResource'].map((type) => resourceType({ type, ...definition }));
}

/** A provider that fails to create but names what it made is told to delete that, as CloudFormation's rollback does. */
async function takingBack(providers: CustomResources, request: CustomRequest) {
  try {
    return await providers.request(request);
  } catch (error) {
    if (error instanceof CustomResourceError && error.physicalId !== undefined)
      await providers
        .request({ ...request, requestType: 'Delete', physicalId: error.physicalId })
        // The creation's own failure is what has to be told.
        .catch(() => undefined);
    throw error;
  }
}
