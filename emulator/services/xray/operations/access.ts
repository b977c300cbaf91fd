import type { Access } from '../../../door/operation.ts';

/** X-Ray's operations on traces have no resource type. */
export const generalAccess = (action: string) => (): Access[] => [{ action: `xray:${action}`, resource: '*' }];

/** An output as an operation gives it: the SDK adds `$metadata` itself. */
export type Output<O> = Omit<O, '$metadata'>;
