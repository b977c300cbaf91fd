import type { AnyOperation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { RestApis } from '../model/rest-apis.ts';
import { apiOperations } from './apis.ts';
import { declarer } from './declare.ts';
import { keyOperations } from './keys.ts';
import { methodOperations } from './methods.ts';

/** The control plane of REST APIs. */
export function restOperations(apis: RestApis, account: Account): AnyOperation[] {
  const declare = declarer(account);
  return [...apiOperations(apis, declare), ...methodOperations(apis, declare), ...keyOperations(apis, declare)];
}
