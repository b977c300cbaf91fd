import { type Account, arn } from '../../runtime/account.ts';

export const poolArn = (account: Account, poolId: string) => arn(account, 'cognito-idp', `userpool/${poolId}`);

/** Who issues the tokens of a pool: `iss` in each of them, and where its keys are looked for. */
export const issuerOf = (account: Account, poolId: string) =>
  `https://cognito-idp.${account.region}.${account.urlSuffix}/${poolId}`;

/** The pool that an issuer's URL stands for; undefined when it is none of this region. */
export function poolOfIssuer(account: Account, issuer: string): string | undefined {
  const prefix = issuerOf(account, '');
  return issuer.startsWith(prefix) ? issuer.slice(prefix.length) : undefined;
}
