/** Who an authorizer let in, and what it says of them. */
export type Authorized =
  | {
      readonly kind: 'jwt';
      readonly claims: Readonly<Record<string, string>>;
      readonly scopes: readonly string[] | null;
    }
  | { readonly kind: 'lambda'; readonly principalId?: string; readonly context: Readonly<Record<string, unknown>> }
  | { readonly kind: 'iam'; readonly accessKey: string; readonly userArn: string; readonly userId: string };

/** What `requestContext.authorizer` holds in payload format 2.0. */
export function authorizerContext(authorized: Authorized | undefined, accountId: string): object {
  if (!authorized) return {};
  if (authorized.kind === 'jwt') {
    return { authorizer: { jwt: { claims: authorized.claims, scopes: authorized.scopes } } };
  }
  if (authorized.kind === 'lambda') return { authorizer: { lambda: authorized.context } };
  const { accessKey, userArn, userId } = authorized;
  return {
    authorizer: {
      iam: { accessKey, accountId, callerId: userId, cognitoIdentity: null, principalOrgId: null, userArn, userId },
    },
  };
}

/** What it holds in payload format 1.0. */
export function authorizerContextV1(authorized: Authorized | undefined): object {
  if (authorized?.kind === 'jwt') {
    return { authorizer: { claims: authorized.claims, scopes: authorized.scopes } };
  }
  if (authorized?.kind !== 'lambda') return {};
  const { principalId, context } = authorized;
  return { authorizer: { ...(principalId === undefined ? {} : { principalId }), ...context } };
}
