import type { Access, Call } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';

const VERBS: readonly (readonly [RegExp, string])[] = [
  [/^(?:Create|Import|Tag|Reset)/, 'POST'],
  [/^(?:Get|Export)/, 'GET'],
  [/^(?:Reimport)/, 'PUT'],
  [/^Update/, 'PATCH'],
  [/^(?:Delete|Untag)/, 'DELETE'],
];

/**
 * API Gateway's actions are HTTP methods on paths
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html).
 */
export const gatewayAccess =
  ({ partition, region }: Account, operation: string) =>
  (input: object, call: Call): readonly Access[] => {
    const verb = VERBS.find(([pattern]) => pattern.test(operation))?.[1] ?? 'GET';
    const path =
      call.http?.url.replace(/^\/v2/, '').replace(/\?.*$/, '') ??
      ('ApiId' in input ? `/apis/${String(input.ApiId)}` : '/apis');
    return [{ action: `apigateway:${verb}`, resource: `arn:${partition}:apigateway:${region}::${path}` }];
  };
