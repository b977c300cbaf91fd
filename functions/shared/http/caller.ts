import * as z from 'zod';

/** Who calls, as the token says that API Gateway has verified. */
export interface Caller {
  /** `sub`: the one name of a user that never changes and is never given to another. */
  readonly userId: string;
  readonly groups: readonly string[];
}

export const ADMIN_GROUP = 'admin';
export const MEMBER_GROUP = 'member';

/** Of routes that ask for no token. */
export const ANONYMOUS: Caller = { userId: 'anonymous', groups: [] };

export function isAdmin({ groups }: Caller): boolean {
  return groups.includes(ADMIN_GROUP);
}

/**
 * API Gateway writes a claim that is a list as text: `[admin member]`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
const groups = z
  .union([z.array(z.string()), z.string().transform((text) => text.replace(/^\[|\]$/g, '').split(/[\s,]+/))])
  .transform((names) => names.filter((name) => name !== ''))
  .default([]);

export const claims = z
  .object({ sub: z.string().min(1), 'cognito:groups': groups })
  .transform((claims): Caller => ({ userId: claims.sub, groups: claims['cognito:groups'] }));
