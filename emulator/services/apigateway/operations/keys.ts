import type {
  CreateAuthorizerCommandInput,
  DeleteAuthorizerCommandInput,
  GetAccountCommandInput,
  GetApiKeyCommandInput,
  GetApiKeysCommandInput,
  GetAuthorizerCommandInput,
  GetAuthorizersCommandInput,
  GetUsagePlansCommandInput,
} from '@aws-sdk/client-api-gateway';
import type { AnyOperation } from '../../../door/operation.ts';
import { NO_API, type RestRecords } from '../model/records.ts';
import type { RestApis } from '../model/rest-apis.ts';
import { type Declare, page } from './declare.ts';
import { shown } from './shapes.ts';

/** Authorizers, API keys, usage plans and the account's settings. */
export function keyOperations(apis: RestApis, declare: Declare): AnyOperation[] {
  const { store } = apis;
  const shownKey = (key: RestRecords['apiKey'], withValue: boolean | undefined) => {
    const { value, ...rest } = shown(key);
    return withValue ? { ...rest, value } : rest;
  };
  return [
    declare<CreateAuthorizerCommandInput>('CreateAuthorizer', ({ restApiId, ...draft }) =>
      apis.createAuthorizer(store.get(restApiId ?? '', 'api', restApiId).id, draft),
    ),
    declare<GetAuthorizerCommandInput>('GetAuthorizer', ({ restApiId = '', authorizerId }) =>
      store.get(restApiId, 'authorizer', authorizerId),
    ),
    declare<GetAuthorizersCommandInput>('GetAuthorizers', (input) => {
      const { id } = store.get(input.restApiId ?? '', 'api', input.restApiId);
      return page(store.list(id, 'authorizer'), input);
    }),
    declare<DeleteAuthorizerCommandInput>('DeleteAuthorizer', ({ restApiId = '', authorizerId }) => {
      store.delete(restApiId, 'authorizer', store.get(restApiId, 'authorizer', authorizerId).id);
      return {};
    }),
    declare<GetApiKeyCommandInput>('GetApiKey', ({ apiKey, includeValue }) =>
      shownKey(store.get(NO_API, 'apiKey', apiKey), includeValue),
    ),
    declare<GetApiKeysCommandInput>('GetApiKeys', (input) => {
      const { items, ...position } = page(store.list(NO_API, 'apiKey'), input);
      return { items: items.map((key) => shownKey(key, input.includeValues)), ...position };
    }),
    declare<GetUsagePlansCommandInput>('GetUsagePlans', (input) => {
      const of = ({ id }: RestRecords['usagePlan']) =>
        input.keyId === undefined || store.find(NO_API, 'planKey', `${input.keyId}:${id}`) !== undefined;
      return page(store.list(NO_API, 'usagePlan').filter(of), input);
    }),
    declare<GetAccountCommandInput>('GetAccount', () => ({
      ...(store.find(NO_API, 'account', 'account') ?? {}),
      throttleSettings: { burstLimit: 5_000, rateLimit: 10_000 },
      features: ['UsagePlans'],
    })),
  ];
}
