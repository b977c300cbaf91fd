import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { flag, number, text } from '../../../template/scalars.ts';
import { isStatic } from '../http/mock.ts';
import type { RestRecords } from '../model/records.ts';
import { methodId, type RestApis } from '../model/rest-apis.ts';
import { LONGEST_INTEGRATION_MILLISECONDS } from '../model/rest-plan.ts';

/** Velocity is not there for REST APIs: a template may only be text. */
const templates = z.record(
  text,
  text.refine(isStatic, { message: 'mapping templates may be static text only here: no $ and no #' }),
);

const integrationResponse = z.strictObject({
  StatusCode: text,
  ContentHandling: text.optional(),
  ResponseParameters: z.record(text, text).optional(),
  ResponseTemplates: templates.optional(),
  SelectionPattern: text.optional(),
});

const integration = z.strictObject({
  Type: z.enum(['AWS_PROXY', 'HTTP_PROXY', 'MOCK'], {
    message: 'only AWS_PROXY (a function), HTTP_PROXY and MOCK integrations are supported for REST APIs',
  }),
  Uri: text.optional(),
  IntegrationHttpMethod: text.optional(),
  Credentials: text.optional(),
  ConnectionType: z.literal('INTERNET').optional(),
  PassthroughBehavior: text.optional(),
  RequestParameters: z.record(text, text).optional(),
  RequestTemplates: templates.optional(),
  IntegrationResponses: z.array(integrationResponse).optional(),
  TimeoutInMillis: number
    .refine((value) => value >= 50 && value <= LONGEST_INTEGRATION_MILLISECONDS, {
      message: 'must be between 50 and 29000',
    })
    .optional(),
});

const methodResponse = z.strictObject({
  StatusCode: text,
  ResponseModels: z.record(text, text).optional(),
  ResponseParameters: z.record(text, flag).optional(),
});

const schema = z.strictObject({
  RestApiId: text,
  ResourceId: text,
  HttpMethod: z.enum(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']),
  ApiKeyRequired: flag.optional(),
  AuthorizationScopes: z.array(text).optional(),
  AuthorizationType: z.enum(['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']).optional(),
  AuthorizerId: text.optional(),
  Integration: integration.optional(),
  MethodResponses: z.array(methodResponse).optional(),
  OperationName: text.optional(),
  RequestModels: z.record(text, text).optional(),
  RequestParameters: z.record(text, flag).optional(),
  RequestValidatorId: text.optional(),
});

type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html */
export function methodResource(apis: RestApis) {
  const put = (properties: Properties) => {
    const { resourceId, httpMethod } = apis.putMethod(properties.RestApiId, recordOf(properties));
    return { physicalId: `${properties.RestApiId}|${resourceId}|${httpMethod}`, attributes: {} };
  };
  return resourceType({
    type: 'AWS::ApiGateway::Method',
    schema,
    attributes: [],
    createOnly: ['RestApiId', 'ResourceId', 'HttpMethod'],
    inert: {
      'Integration.CacheKeyParameters': 'answers are not cached',
      'Integration.CacheNamespace': 'answers are not cached',
    },
    create: put,
    update: ({ properties }) => put(properties),
    delete({ properties: { RestApiId, ResourceId, HttpMethod } }) {
      apis.store.delete(RestApiId, 'method', methodId({ resourceId: ResourceId, httpMethod: HttpMethod }));
    },
  });
}

function recordOf(properties: Properties): Partial<RestRecords['method']> {
  return {
    resourceId: properties.ResourceId,
    httpMethod: properties.HttpMethod,
    authorizationType: properties.AuthorizationType ?? 'NONE',
    authorizerId: properties.AuthorizerId,
    authorizationScopes: properties.AuthorizationScopes,
    apiKeyRequired: properties.ApiKeyRequired ?? false,
    operationName: properties.OperationName,
    requestModels: properties.RequestModels,
    requestParameters: properties.RequestParameters,
    requestValidatorId: properties.RequestValidatorId,
    methodIntegration: properties.Integration && integrationOf(properties.Integration),
    methodResponses: Object.fromEntries(
      (properties.MethodResponses ?? []).map(({ StatusCode, ResponseModels, ResponseParameters }) => [
        StatusCode,
        { statusCode: StatusCode, responseModels: ResponseModels, responseParameters: ResponseParameters },
      ]),
    ),
  };
}

function integrationOf(given: z.output<typeof integration>): RestRecords['method']['methodIntegration'] {
  return {
    type: given.Type,
    uri: given.Uri,
    httpMethod: given.IntegrationHttpMethod,
    credentials: given.Credentials,
    connectionType: given.ConnectionType,
    passthroughBehavior: given.PassthroughBehavior,
    requestParameters: given.RequestParameters,
    requestTemplates: given.RequestTemplates,
    timeoutInMillis: given.TimeoutInMillis ?? LONGEST_INTEGRATION_MILLISECONDS,
    integrationResponses: Object.fromEntries(
      (given.IntegrationResponses ?? []).map((response) => [
        response.StatusCode,
        {
          statusCode: response.StatusCode,
          selectionPattern: response.SelectionPattern,
          responseParameters: response.ResponseParameters,
          responseTemplates: response.ResponseTemplates,
        },
      ]),
    ),
  };
}
