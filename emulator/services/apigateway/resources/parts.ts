import { z } from 'zod';
import { type ResourceType, resourceType } from '../../../template/resource-type.ts';
import { flag, json, number, text } from '../../../template/scalars.ts';
import type { RestRecords } from '../model/records.ts';
import type { RestApis } from '../model/rest-apis.ts';

const named = (id: string, attribute: string) => ({ physicalId: id, attributes: { [attribute]: id } });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-resource.html */
export const pathResource = (apis: RestApis): ResourceType =>
  resourceType({
    type: 'AWS::ApiGateway::Resource',
    schema: z.strictObject({ RestApiId: text, ParentId: text, PathPart: text }),
    attributes: ['ResourceId'],
    createOnly: ['RestApiId', 'ParentId', 'PathPart'],
    create: ({ RestApiId, ParentId, PathPart }) =>
      named(apis.createResource(RestApiId, ParentId, PathPart).id, 'ResourceId'),
    update: ({ physicalId }) => named(physicalId, 'ResourceId'),
    delete: ({ physicalId, properties }) => apis.deleteResource(properties.RestApiId, physicalId),
  });

const authorizerSchema = z.strictObject({
  RestApiId: text,
  Name: text,
  Type: z.enum(['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS']),
  AuthType: text.optional(),
  AuthorizerCredentials: text.optional(),
  AuthorizerResultTtlInSeconds: number.optional(),
  AuthorizerUri: text.optional(),
  IdentitySource: text.optional(),
  IdentityValidationExpression: text.optional(),
  ProviderARNs: z.array(text).optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html */
export function authorizerResource(apis: RestApis): ResourceType {
  const put = (given: z.output<typeof authorizerSchema>, id = apis.newPartId()) => {
    const record = {
      name: given.Name,
      type: given.Type,
      authType: given.AuthType,
      authorizerCredentials: given.AuthorizerCredentials,
      authorizerResultTtlInSeconds: given.AuthorizerResultTtlInSeconds,
      authorizerUri: given.AuthorizerUri,
      identitySource: given.IdentitySource,
      identityValidationExpression: given.IdentityValidationExpression,
      providerARNs: given.ProviderARNs,
    };
    return named(apis.createAuthorizer(given.RestApiId, record, id).id, 'AuthorizerId');
  };
  return resourceType({
    type: 'AWS::ApiGateway::Authorizer',
    schema: authorizerSchema,
    attributes: ['AuthorizerId'],
    createOnly: ['RestApiId'],
    create: (properties) => put(properties),
    update: ({ physicalId, properties }) => put(properties, physicalId),
    delete: ({ physicalId, properties }) => apis.store.delete(properties.RestApiId, 'authorizer', physicalId),
  });
}

const validatorSchema = z.strictObject({
  RestApiId: text,
  Name: text.optional(),
  ValidateRequestBody: flag.optional(),
  ValidateRequestParameters: flag.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-requestvalidator.html */
export function validatorResource({ store, newPartId }: Pick<RestApis, 'store' | 'newPartId'>): ResourceType {
  const put = (given: z.output<typeof validatorSchema>, id: string) => {
    store.put(given.RestApiId, 'validator', id, {
      id,
      name: given.Name,
      validateRequestBody: given.ValidateRequestBody ?? false,
      validateRequestParameters: given.ValidateRequestParameters ?? false,
    });
    return named(id, 'RequestValidatorId');
  };
  return resourceType({
    type: 'AWS::ApiGateway::RequestValidator',
    schema: validatorSchema,
    attributes: ['RequestValidatorId'],
    createOnly: ['RestApiId', 'Name'],
    create: (properties) => put(properties, newPartId()),
    update: ({ physicalId, properties }) => put(properties, physicalId),
    delete: ({ physicalId, properties }) => store.delete(properties.RestApiId, 'validator', physicalId),
  });
}

const modelSchema = z.strictObject({
  RestApiId: text,
  Name: text.optional(),
  ContentType: text.optional(),
  Description: text.optional(),
  Schema: json.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-model.html */
export function modelResource({ store }: Pick<RestApis, 'store'>): ResourceType {
  const put = (given: z.output<typeof modelSchema>, name: string) => {
    const schema = typeof given.Schema === 'string' ? given.Schema : JSON.stringify(given.Schema ?? {});
    const { ContentType, Description } = given;
    store.put(given.RestApiId, 'model', name, {
      id: name,
      name,
      contentType: ContentType,
      description: Description,
      schema,
    });
    return { physicalId: name, attributes: {} };
  };
  return resourceType({
    type: 'AWS::ApiGateway::Model',
    schema: modelSchema,
    attributes: [],
    createOnly: ['RestApiId', 'Name', 'ContentType'],
    create: (given, context) => put(given, given.Name ?? context.generateName().replace(/[^a-zA-Z0-9]/g, '')),
    update: ({ physicalId, properties }) => put(properties, physicalId),
    delete: ({ physicalId, properties }) => store.delete(properties.RestApiId, 'model', physicalId),
  });
}

const gatewayResponseSchema = z.strictObject({
  RestApiId: text,
  ResponseType: text,
  ResponseParameters: z
    .record(
      text,
      text.refine((value) => /^'.*'$/s.test(value), { message: "only static values ('…') are supported here" }),
    )
    .optional(),
  ResponseTemplates: z.record(text, text).optional(),
  StatusCode: text.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-gatewayresponse.html */
export function gatewayResponseResource({ store }: Pick<RestApis, 'store'>): ResourceType {
  const put = (given: z.output<typeof gatewayResponseSchema>) => {
    // AWS's own list of types is longer than the SDK's type says; what is none of them never comes up.
    const responseType = given.ResponseType as RestRecords['gatewayResponse']['responseType'];
    store.put(given.RestApiId, 'gatewayResponse', responseType, {
      responseType,
      statusCode: given.StatusCode,
      responseParameters: given.ResponseParameters,
      responseTemplates: given.ResponseTemplates,
    });
    return named(`${given.RestApiId}|${responseType}`, 'Id');
  };
  return resourceType({
    type: 'AWS::ApiGateway::GatewayResponse',
    schema: gatewayResponseSchema,
    attributes: ['Id'],
    createOnly: ['RestApiId', 'ResponseType'],
    create: put,
    update: ({ properties }) => put(properties),
    delete: ({ properties }) => store.delete(properties.RestApiId, 'gatewayResponse', properties.ResponseType),
  });
}
