import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { gatewayAccess } from '../../apigatewayv2/operations/access.ts';

/** Declares an operation whose permission is its HTTP method on its path, as API Gateway has it. */
export const declarer =
  (account: Account) =>
  <I extends object>(name: string, run: (input: I) => object): AnyOperation =>
    operation<I, object>({ name, access: gatewayAccess(account, name), run });

export type Declare = ReturnType<typeof declarer>;

const PAGE_ITEMS = 25;

/** One page of a list; the position says how many came before. */
export function page<T>(
  all: readonly T[],
  { position, limit = PAGE_ITEMS }: { position?: string | undefined; limit?: number | undefined },
) {
  const start = Number(position ?? 0) || 0;
  const items = all.slice(start, start + limit);
  const end = start + items.length;
  return { items, ...(end < all.length ? { position: String(end) } : {}) };
}
