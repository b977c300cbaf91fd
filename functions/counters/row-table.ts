import * as z from 'zod';

/** Where a domain keeps its rows, and the name of their key, which is text. */
export const rowTable = z.object({ domain: z.string(), table: z.string(), key: z.string() });
export type RowTable = z.infer<typeof rowTable>;

/** Where a scan goes on: a key, as DynamoDB gave it. */
export const startKey = z.record(z.string(), z.object({ S: z.string() }));
export type StartKey = z.infer<typeof startKey>;

/** The same in a request: null at the beginning. */
export const startKeyInRequest = startKey.nullable().transform((key) => key ?? undefined);

/** @throws RangeError naming the domains there are */
export function tableOf(domain: string, tables: readonly RowTable[]): RowTable {
  const found = tables.find((table) => table.domain === domain);
  if (found) return found;
  throw new RangeError(`no domain ${domain}: there are ${tables.map(({ domain }) => domain).join(', ')}`);
}
