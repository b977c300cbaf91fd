import type { Account } from '../runtime/account.ts';

/** Who makes a call (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html). */
export type Principal =
  /** The account's administrator: any access key that was not handed out by the emulator itself. */
  | { readonly kind: 'account'; readonly arn: string }
  /** A role that a service or a program assumed. */
  | { readonly kind: 'role'; readonly arn: string; readonly roleName: string; readonly sessionName: string }
  /** An AWS service acting for itself on behalf of one of its resources, for example a rule that invokes a function. */
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn?: string }
  /** A request without a signature. */
  | { readonly kind: 'anonymous' };

export const accountPrincipal = (account: Account): Principal => ({
  kind: 'account',
  arn: `arn:${account.partition}:iam::${account.id}:root`,
});

export const rolePrincipal = (account: Account, roleName: string, sessionName: string): Principal => ({
  kind: 'role',
  arn: `arn:${account.partition}:sts::${account.id}:assumed-role/${roleName}/${sessionName}`,
  roleName,
  sessionName,
});

/** @param service for example `events.amazonaws.com` */
export const servicePrincipal = (service: string, sourceArn?: string): Principal => ({
  kind: 'service',
  service,
  ...(sourceArn ? { sourceArn } : {}),
});

/** The principal as messages and traces show it. */
export function describePrincipal(principal: Principal): string {
  if (principal.kind === 'anonymous') return 'anonymous';
  return principal.kind === 'service' ? principal.service : principal.arn;
}
