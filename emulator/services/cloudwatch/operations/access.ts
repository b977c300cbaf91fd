import type { Access } from '../../../door/operation.ts';

/** What an operation without a resource needs. */
export const generalAccess = (action: string) => (): Access[] => [{ action: `cloudwatch:${action}`, resource: '*' }];
