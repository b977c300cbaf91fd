import type {
  DeleteMethodCommandInput,
  GetIntegrationCommandInput,
  GetMethodCommandInput,
  PutIntegrationCommandInput,
  PutIntegrationResponseCommandInput,
  PutMethodCommandInput,
  PutMethodResponseCommandInput,
} from '@aws-sdk/client-api-gateway';
import type { AnyOperation } from '../../../door/operation.ts';
import { badRequest, notFound } from '../errors.ts';
import { isStatic } from '../http/mock.ts';
import { methodId, type RestApis } from '../model/rest-apis.ts';
import { LONGEST_INTEGRATION_MILLISECONDS } from '../model/rest-plan.ts';
import type { Declare } from './declare.ts';

interface Named {
  readonly restApiId: string | undefined;
  readonly resourceId: string | undefined;
  readonly httpMethod: string | undefined;
}

const TYPES: readonly string[] = ['AWS_PROXY', 'HTTP_PROXY', 'MOCK'];

/** Methods of resources, their integrations and responses. */
export function methodOperations(apis: RestApis, declare: Declare): AnyOperation[] {
  const { store } = apis;
  const find = ({ restApiId = '', resourceId = '', httpMethod = '' }: Named) => {
    store.get(restApiId, 'resource', resourceId);
    return store.get(restApiId, 'method', methodId({ resourceId, httpMethod }));
  };
  const change = (input: Named, changed: Partial<ReturnType<typeof find>>) =>
    apis.putMethod(input.restApiId ?? '', { ...find(input), ...changed });
  return [
    declare<PutMethodCommandInput>('PutMethod', ({ restApiId, ...draft }) =>
      withoutResource(apis.putMethod(store.get(restApiId ?? '', 'api', restApiId).id, draft)),
    ),
    declare<GetMethodCommandInput>('GetMethod', (input) => withoutResource(find(input))),
    declare<DeleteMethodCommandInput>('DeleteMethod', (input) => {
      store.delete(input.restApiId ?? '', 'method', methodId(find(input)));
      return {};
    }),
    declare<PutMethodResponseCommandInput>('PutMethodResponse', (input) => {
      const { statusCode = '200', responseModels, responseParameters } = input;
      const response = { statusCode, responseModels, responseParameters };
      change(input, { methodResponses: { ...find(input).methodResponses, [statusCode]: response } });
      return response;
    }),
    declare<PutIntegrationCommandInput>('PutIntegration', (input) => {
      const { restApiId: _a, resourceId: _r, httpMethod: _m, integrationHttpMethod, type, ...rest } = input;
      if (type === undefined || !TYPES.includes(type))
        throw badRequest(`The emulator has integrations of the types ${TYPES.join(', ')}.`);
      checkTemplates(rest.requestTemplates);
      const timeoutInMillis = rest.timeoutInMillis ?? LONGEST_INTEGRATION_MILLISECONDS;
      if (timeoutInMillis < 50 || timeoutInMillis > LONGEST_INTEGRATION_MILLISECONDS) {
        throw badRequest(`Timeout should be between 50 ms and ${LONGEST_INTEGRATION_MILLISECONDS} ms`);
      }
      const methodIntegration = { ...rest, type, httpMethod: integrationHttpMethod, timeoutInMillis };
      change(input, { methodIntegration });
      return methodIntegration;
    }),
    declare<GetIntegrationCommandInput>('GetIntegration', (input) => {
      const { methodIntegration } = find(input);
      if (!methodIntegration) throw notFound('Integration');
      return methodIntegration;
    }),
    declare<PutIntegrationResponseCommandInput>('PutIntegrationResponse', (input) => {
      const { statusCode = '200', selectionPattern, responseParameters, responseTemplates } = input;
      const { methodIntegration } = find(input);
      if (!methodIntegration) throw notFound('Integration');
      checkTemplates(responseTemplates);
      const response = { statusCode, selectionPattern, responseParameters, responseTemplates };
      const integrationResponses = { ...methodIntegration.integrationResponses, [statusCode]: response };
      change(input, { methodIntegration: { ...methodIntegration, integrationResponses } });
      return response;
    }),
  ];
}

const withoutResource = <T extends { readonly resourceId: string }>({ resourceId: _, ...method }: T) => method;

function checkTemplates(templates: Readonly<Record<string, string>> = {}): void {
  if (!Object.values(templates).every(isStatic)) {
    throw badRequest('The emulator takes mapping templates of REST APIs that are static text only: no $ and no #.');
  }
}
