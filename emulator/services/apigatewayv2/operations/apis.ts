import type {
  CreateApiCommandInput,
  DeleteApiCommandInput,
  DeleteCorsConfigurationCommandInput,
  GetApiCommandInput,
  GetApisCommandInput,
  UpdateApiCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { badRequest } from '../errors.ts';
import type { ApiParts } from '../model/api-parts.ts';
import type { ApiStore } from '../model/api-store.ts';
import type { Apis } from '../model/apis.ts';
import { gatewayAccess } from './access.ts';
import { page } from './page.ts';
import { shown } from './shapes.ts';

interface Deps {
  readonly store: ApiStore;
  readonly apis: Apis;
  readonly parts: ApiParts;
  readonly account: Account;
}

/** CreateApi, GetApi, GetApis, UpdateApi, DeleteApi, DeleteCorsConfiguration. */
export function apiOperations({ store, apis, parts, account }: Deps): AnyOperation[] {
  const access = (name: string) => gatewayAccess(account, name);
  return [
    operation<CreateApiCommandInput, object>({
      name: 'CreateApi',
      access: access('CreateApi'),
      run: (input) => shown(apis.create(input)),
    }),
    operation<GetApiCommandInput, object>({
      name: 'GetApi',
      access: access('GetApi'),
      run: ({ ApiId }) => shown(parts.api(ApiId)),
    }),
    operation<GetApisCommandInput, object>({
      name: 'GetApis',
      access: access('GetApis'),
      run(input) {
        const { Items, ...token } = page(store.apis(), input);
        return { Items: Items.map(shown), ...token };
      },
    }),
    operation<UpdateApiCommandInput, object>({
      name: 'UpdateApi',
      access: access('UpdateApi'),
      run({ ApiId, RouteKey, Target, CredentialsArn, ...draft }) {
        if (RouteKey ?? Target ?? CredentialsArn) {
          throw badRequest(
            'The emulator does not change the route of a quickly created API by UpdateApi: update its route and integration.',
          );
        }
        return shown(apis.update(ApiId, draft));
      },
    }),
    operation<DeleteApiCommandInput, object>({
      name: 'DeleteApi',
      access: access('DeleteApi'),
      run({ ApiId }) {
        store.deleteApi(parts.api(ApiId).ApiId);
        return {};
      },
    }),
    operation<DeleteCorsConfigurationCommandInput, object>({
      name: 'DeleteCorsConfiguration',
      access: access('DeleteCorsConfiguration'),
      run({ ApiId }) {
        const { CorsConfiguration: _, ...api } = parts.api(ApiId);
        store.putApi(api);
        return {};
      },
    }),
  ];
}
