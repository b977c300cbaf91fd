import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type ResourceContext, resourceType } from '../../../template/resource-type.ts';
import { flag, number, text } from '../../../template/scalars.ts';
import type { ApiStore } from '../model/api-store.ts';
import type { Apis } from '../model/apis.ts';
import type { ApiRecord } from '../model/records.ts';

const cors = z.strictObject({
  AllowCredentials: flag.optional(),
  AllowHeaders: z.array(text).optional(),
  AllowMethods: z.array(text).optional(),
  AllowOrigins: z.array(text).optional(),
  ExposeHeaders: z.array(text).optional(),
  MaxAge: number.optional(),
});

const schema = z.strictObject({
  Name: text,
  ProtocolType: z.enum(['HTTP', 'WEBSOCKET']),
  ApiKeySelectionExpression: text.optional(),
  CorsConfiguration: cors.optional(),
  CredentialsArn: text.optional(),
  Description: text.optional(),
  DisableExecuteApiEndpoint: flag.optional(),
  DisableSchemaValidation: flag.optional(),
  IpAddressType: z.enum(['ipv4', 'dualstack']).optional(),
  RouteKey: text.optional(),
  RouteSelectionExpression: text.optional(),
  Tags: z.record(text, text).optional(),
  Target: text.optional(),
  Version: text.optional(),
});

const QUICK_CREATE = ['Target', 'RouteKey', 'CredentialsArn'] as const;

interface Deps {
  readonly store: ApiStore;
  readonly apis: Apis;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html */
export function apiResource({ store, apis }: Deps) {
  const deployed = ({ ApiId, ApiEndpoint }: ApiRecord) => ({ physicalId: ApiId, attributes: { ApiId, ApiEndpoint } });
  return resourceType({
    type: 'AWS::ApiGatewayV2::Api',
    schema,
    attributes: ['ApiId', 'ApiEndpoint'],
    createOnly: ['ProtocolType', ...QUICK_CREATE],
    create(properties, context) {
      const id = stableId(context);
      return deployed(store.api(id) ? apis.create(properties) : apis.create(properties, id));
    },
    update({ physicalId, properties: { Target: _t, RouteKey: _r, CredentialsArn: _c, ...properties } }) {
      return deployed(apis.replace(physicalId, properties));
    },
    delete: ({ physicalId }) => store.deleteApi(physicalId),
  });
}

const ID_CHARACTERS = 10;

/** The same id for the same resource on every machine, so that URLs outlive a reset. */
function stableId(context: ResourceContext): string {
  const digest = createHash('sha256').update(context.generateName()).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, ID_CHARACTERS);
}
