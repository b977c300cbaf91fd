import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type ResourceContext, resourceType } from '../../../template/resource-type.ts';
import { flag, tags, text } from '../../../template/scalars.ts';
import type { RestRecords } from '../model/records.ts';
import type { RestApis } from '../model/rest-apis.ts';

const schema = z.strictObject({
  Name: text,
  Description: text.optional(),
  BinaryMediaTypes: z.array(text).optional(),
  DisableExecuteApiEndpoint: flag.optional(),
  ApiKeySourceType: z.literal('HEADER').optional(),
  EndpointConfiguration: z
    .strictObject({ Types: z.array(z.enum(['EDGE', 'REGIONAL'])).optional(), IpAddressType: text.optional() })
    .optional(),
  Tags: tags.optional(),
});

const ID_CHARACTERS = 10;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html */
export function restApiResource(apis: RestApis) {
  const { store } = apis;
  const deployed = ({ id, rootResourceId }: RestRecords['api']) => ({
    physicalId: id,
    attributes: { RestApiId: id, RootResourceId: rootResourceId },
  });
  return resourceType({
    type: 'AWS::ApiGateway::RestApi',
    schema,
    attributes: ['RestApiId', 'RootResourceId'],
    createOnly: [],
    inert: {
      FailOnWarnings: 'there is no import that could warn',
      MinimumCompressionSize: 'answers are not compressed',
      'EndpointConfiguration.VpcEndpointIds': 'there are no VPCs',
    },
    create(properties, context) {
      const id = stableId(context);
      return deployed(
        store.find(id, 'api', id) ? apis.create(recordOf(properties)) : apis.create(recordOf(properties), id),
      );
    },
    update({ physicalId, properties }) {
      const { id, rootResourceId, createdAt } = store.get(physicalId, 'api', physicalId);
      return deployed(store.put(id, 'api', id, { ...recordOf(properties), id, rootResourceId, createdAt }));
    },
    delete: ({ physicalId }) => store.deleteApi(physicalId),
  });
}

const recordOf = ({
  Name,
  Description,
  BinaryMediaTypes,
  DisableExecuteApiEndpoint,
  EndpointConfiguration,
  Tags,
}: z.output<typeof schema>) => ({
  name: Name,
  description: Description,
  binaryMediaTypes: BinaryMediaTypes,
  disableExecuteApiEndpoint: DisableExecuteApiEndpoint,
  endpointConfiguration: { types: EndpointConfiguration?.Types ?? ['EDGE' as const] },
  apiKeySource: 'HEADER' as const,
  tags: Tags,
});

/** The same id for the same resource on every machine, so that URLs outlive a reset. */
function stableId(context: ResourceContext): string {
  const digest = createHash('sha256').update(context.generateName()).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, ID_CHARACTERS);
}
