import type {
  DeleteAccessLogSettingsCommandInput,
  DeleteRouteRequestParameterCommandInput,
  DeleteRouteSettingsCommandInput,
  ResetAuthorizersCacheCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { ApiParts } from '../model/api-parts.ts';
import { routeDefinition } from '../model/route.ts';
import { stageDefinition } from '../model/stage.ts';
import { gatewayAccess } from './access.ts';

interface Deps {
  readonly parts: ApiParts;
  readonly account: Account;
  /** Forgets what authorizers have answered for a stage. */
  readonly resetAuthorizers: (apiId: string, stage: string) => void;
}

/** DeleteAccessLogSettings, DeleteRouteSettings, DeleteRouteRequestParameter, ResetAuthorizersCache. */
export function settingOperations({ parts, account, resetAuthorizers }: Deps): AnyOperation[] {
  const access = (name: string) => gatewayAccess(account, name);
  return [
    operation<DeleteAccessLogSettingsCommandInput, object>({
      name: 'DeleteAccessLogSettings',
      access: access('DeleteAccessLogSettings'),
      run({ ApiId = '', StageName = '' }) {
        const { AccessLogSettings: _, ...stage } = parts.get(stageDefinition, ApiId, StageName);
        parts.replace(stageDefinition, ApiId, StageName, stage);
        return {};
      },
    }),
    operation<DeleteRouteSettingsCommandInput, object>({
      name: 'DeleteRouteSettings',
      access: access('DeleteRouteSettings'),
      run({ ApiId = '', StageName = '', RouteKey = '' }) {
        const { RouteSettings = {}, ...stage } = parts.get(stageDefinition, ApiId, StageName);
        const { [RouteKey]: _, ...kept } = RouteSettings;
        parts.replace(stageDefinition, ApiId, StageName, { ...stage, RouteSettings: kept });
        return {};
      },
    }),
    operation<DeleteRouteRequestParameterCommandInput, object>({
      name: 'DeleteRouteRequestParameter',
      access: access('DeleteRouteRequestParameter'),
      run({ ApiId = '', RouteId = '', RequestParameterKey = '' }) {
        const { RequestParameters = {}, ...route } = parts.get(routeDefinition, ApiId, RouteId);
        const { [RequestParameterKey]: _, ...kept } = RequestParameters;
        parts.replace(routeDefinition, ApiId, RouteId, { ...route, RequestParameters: kept });
        return {};
      },
    }),
    operation<ResetAuthorizersCacheCommandInput, object>({
      name: 'ResetAuthorizersCache',
      access: access('ResetAuthorizersCache'),
      run({ ApiId = '', StageName = '' }) {
        resetAuthorizers(ApiId, parts.get(stageDefinition, ApiId, StageName).StageName);
        return {};
      },
    }),
  ];
}
