import { z } from 'zod';
import { type ResourceType, resourceType } from '../../../template/resource-type.ts';
import { flag, number, tags, text } from '../../../template/scalars.ts';
import { NO_API } from '../model/records.ts';
import type { RestApis } from '../model/rest-apis.ts';

const throttle = z.strictObject({ BurstLimit: number.optional(), RateLimit: number.optional() });

const planSchema = z.strictObject({
  UsagePlanName: text.optional(),
  Description: text.optional(),
  ApiStages: z
    .array(
      z.strictObject({ ApiId: text.optional(), Stage: text.optional(), Throttle: z.record(text, throttle).optional() }),
    )
    .optional(),
  Quota: z
    .strictObject({
      Limit: number.optional(),
      Offset: number.optional(),
      Period: z.enum(['DAY', 'WEEK', 'MONTH']).optional(),
    })
    .optional(),
  Throttle: throttle.optional(),
  Tags: tags.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplan.html */
export function usagePlanResource({ store, newPartId }: Pick<RestApis, 'store' | 'newPartId'>): ResourceType {
  const put = (given: z.output<typeof planSchema>, id: string, name: string) => {
    const { ApiStages = [], Quota, Throttle, Description, Tags } = given;
    store.put(NO_API, 'usagePlan', id, {
      id,
      name,
      description: Description,
      tags: Tags,
      apiStages: ApiStages.map(({ ApiId, Stage, Throttle: byMethod = {} }) => ({
        apiId: ApiId,
        stage: Stage,
        throttle: Object.fromEntries(Object.entries(byMethod).map(([method, limits]) => [method, limitsOf(limits)])),
      })),
      quota: Quota && { limit: Quota.Limit, offset: Quota.Offset, period: Quota.Period },
      throttle: Throttle && limitsOf(Throttle),
    });
    return { physicalId: id, attributes: { Id: id } };
  };
  return resourceType({
    type: 'AWS::ApiGateway::UsagePlan',
    schema: planSchema,
    attributes: ['Id'],
    createOnly: [],
    create: (given, context) => put(given, newPartId(), given.UsagePlanName ?? context.generateName()),
    update: ({ physicalId, properties }) => {
      const { name } = store.get(NO_API, 'usagePlan', physicalId);
      return put(properties, physicalId, properties.UsagePlanName ?? name);
    },
    delete: ({ physicalId }) => store.delete(NO_API, 'usagePlan', physicalId),
  });
}

const limitsOf = ({ BurstLimit, RateLimit }: z.output<typeof throttle>) => ({
  burstLimit: BurstLimit,
  rateLimit: RateLimit,
});

const keySchema = z.strictObject({
  Name: text.optional(),
  CustomerId: text.optional(),
  Description: text.optional(),
  Enabled: flag.optional(),
  Value: text.optional(),
  Tags: tags.optional(),
});

const KEY_CHARACTERS = 40;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-apikey.html */
export function apiKeyResource({ store, newPartId, now }: Pick<RestApis, 'store' | 'newPartId' | 'now'>): ResourceType {
  const deployed = (id: string) => ({ physicalId: id, attributes: { APIKeyId: id } });
  const shared = ({ Description, Enabled, Tags, CustomerId }: z.output<typeof keySchema>) => ({
    description: Description,
    enabled: Enabled ?? false,
    tags: Tags,
    customerId: CustomerId,
  });
  return resourceType({
    type: 'AWS::ApiGateway::ApiKey',
    schema: keySchema,
    attributes: ['APIKeyId'],
    createOnly: ['Name', 'Value'],
    inert: {
      GenerateDistinctId: 'ids are always distinct from values',
      StageKeys: 'usage plans say where a key is good for',
    },
    create(given, context) {
      const id = newPartId();
      const value = given.Value ?? store.newId(KEY_CHARACTERS);
      store.put(NO_API, 'apiKey', id, {
        id,
        name: given.Name ?? context.generateName(),
        value,
        ...shared(given),
        createdAt: now(),
      });
      return deployed(id);
    },
    update({ physicalId, properties }) {
      store.put(NO_API, 'apiKey', physicalId, { ...store.get(NO_API, 'apiKey', physicalId), ...shared(properties) });
      return deployed(physicalId);
    },
    delete: ({ physicalId }) => store.delete(NO_API, 'apiKey', physicalId),
  });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplankey.html */
export const usagePlanKeyResource = ({ store }: Pick<RestApis, 'store'>): ResourceType =>
  resourceType({
    type: 'AWS::ApiGateway::UsagePlanKey',
    schema: z.strictObject({ KeyId: text, KeyType: z.literal('API_KEY'), UsagePlanId: text }),
    attributes: ['Id'],
    createOnly: ['KeyId', 'KeyType', 'UsagePlanId'],
    create({ KeyId, UsagePlanId }) {
      const id = `${KeyId}:${UsagePlanId}`;
      store.put(NO_API, 'planKey', id, { planId: UsagePlanId, keyId: KeyId });
      return { physicalId: id, attributes: { Id: id } };
    },
    update: ({ physicalId }) => ({ physicalId, attributes: { Id: physicalId } }),
    delete: ({ physicalId }) => store.delete(NO_API, 'planKey', physicalId),
  });
