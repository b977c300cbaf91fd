import type { Authorizer } from '../../door/door.ts';
import type { Access, Call } from '../../door/operation.ts';
import { describePrincipal, type Principal } from '../../door/principal.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Trace } from '../../runtime/trace.ts';
import type { ConditionContext } from './policy/conditions.ts';
import { parsePolicy, type Statement } from './policy/document.ts';
import { type Asker, evaluate, evaluateForAsker, type Question, type Verdict } from './policy/evaluate.ts';
import type { Role, Roles } from './roles.ts';

interface Deps {
  readonly roles: Roles;
  readonly account: Account;
  readonly clock: Clock;
  readonly trace: Trace;
}

/**
 * Decides as IAM does within one account: an explicit denial anywhere refuses; otherwise the resource's own policy or
 * the caller's policies must allow, within the role's permissions boundary
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html).
 *
 * In one thing AWS is stricter: who makes a role for a service by a call and gives it no policy has no policies in mind,
 * so such a role is held to none until it is given its first. What that lets pass is traced, once for each role.
 */
export function createAuthorizer({ roles, account, clock, trace }: Deps): Authorizer {
  const toldOf = new Set<string>();
  const documents = new WeakMap<object, readonly Statement[]>();
  const statementsOf = (document: unknown): readonly Statement[] => {
    if (typeof document !== 'object' || document === null) return parsePolicy(document);
    const known = documents.get(document) ?? parsePolicy(document);
    documents.set(document, known);
    return known;
  };

  return {
    refusal(principal, access, call) {
      let context: ConditionContext | undefined;
      const question: Question = {
        action: access.action,
        resource: access.resource,
        // Few statements have conditions or variables, and every call of every service asks.
        get context() {
          context ??= conditionContext(principal, access, call, account, clock);
          return context;
        },
      };
      const byResource = verdictOfResource(access, question, principal);
      const opening = () =>
        `User: ${describePrincipal(principal)} is not authorized to perform: ${access.action} on resource: ${shown(access)}`;
      if (byResource === 'deny') return `${opening()} with an explicit deny in a resource-based policy`;
      if (principal.kind === 'role')
        return refusalOfRole(principal.roleName, question, byResource === 'allow', opening);
      if (byResource === 'allow' || principal.kind === 'account') return undefined;
      return `${opening()} because no resource-based policy allows the ${access.action} action`;
    },
  };

  /** Most resources have no policy of their own: nothing is put together for those. */
  function verdictOfResource(
    { resourcePolicy }: Access,
    question: Question,
    principal: Principal,
  ): Verdict | 'delegate' {
    if (!resourcePolicy) return 'silent';
    return evaluateForAsker(statementsOf(resourcePolicy), question, askerOf(principal, account));
  }

  function tellOnce({ id, name }: Role, action: string): void {
    if (toldOf.has(id)) return;
    toldOf.add(id);
    const error = new Error(
      `The role ${name} has no policy yet, and was let pass with ${action}: AWS refuses what no policy allows. It is held to its policies once it has one.`,
    );
    trace.record({ kind: 'fault', at: clock.now(), where: 'iam', error });
  }

  function refusalOfRole(roleName: string, question: Question, allowedByResource: boolean, opening: () => string) {
    const role = roles.find(roleName);
    if (role?.unrestricted) {
      if (!allowedByResource) tellOnce(role, question.action);
      return undefined;
    }
    const { statements, boundary } = roles.policiesOf(roleName);
    const verdict = evaluate(statements, question);
    if (verdict === 'deny') return `${opening()} with an explicit deny in an identity-based policy`;
    const within = boundary ? evaluate(boundary, question) : 'allow';
    if (within === 'deny') return `${opening()} with an explicit deny in a permissions boundary`;
    if (allowedByResource) return undefined;
    if (verdict !== 'allow')
      return `${opening()} because no identity-based policy allows the ${question.action} action`;
    return within === 'allow'
      ? undefined
      : `${opening()} because no permissions boundary allows the ${question.action} action`;
  }
}

/** S3 writes the resource in quotes, other services do not. */
const shown = ({ action, resource }: Access) => (action.startsWith('s3:') ? `"${resource}"` : resource);

function askerOf(principal: Principal, account: Account): Asker {
  const root = `arn:${account.partition}:iam::${account.id}:root`;
  if (principal.kind === 'service') return { arns: [], service: principal.service };
  if (principal.kind === 'anonymous') return { arns: [] };
  if (principal.kind === 'account') return { arns: [principal.arn, root, account.id] };
  const role = `arn:${account.partition}:iam::${account.id}:role/${principal.roleName}`;
  return { arns: [principal.arn, role], account: { arn: root, id: account.id } };
}

/** Global condition keys (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html). */
function conditionContext(
  principal: Principal,
  access: Access,
  call: Call,
  account: Account,
  clock: Clock,
): ConditionContext {
  const now = new Date(clock.now());
  const context = new Map<string, readonly string[]>([
    ['aws:currenttime', [now.toISOString()]],
    ['aws:epochtime', [String(Math.floor(now.getTime() / 1000))]],
    // Calls do not leave the machine: to a policy that demands TLS they are as good as encrypted.
    ['aws:securetransport', ['true']],
    ['aws:requestedregion', [account.region]],
    ['aws:resourceaccount', [account.id]],
    ['aws:principalisawsservice', [String(principal.kind === 'service')]],
  ]);
  if (call.http) context.set('aws:sourceip', [call.http.sourceIp.replace(/^::ffff:/, '')]);
  const agent = call.http?.headers['user-agent'];
  if (agent) context.set('aws:useragent', [agent]);
  if (principal.kind === 'service' && principal.sourceArn) {
    context.set('aws:sourcearn', [principal.sourceArn]);
    context.set('aws:sourceaccount', [account.id]);
  }
  if (principal.kind === 'role' || principal.kind === 'account') {
    context.set('aws:principalaccount', [account.id]);
    context.set('aws:principaltype', [principal.kind === 'role' ? 'AssumedRole' : 'Account']);
    context.set('aws:principalarn', [
      principal.kind === 'role'
        ? `arn:${account.partition}:iam::${account.id}:role/${principal.roleName}`
        : principal.arn,
    ]);
  }
  for (const [key, values] of Object.entries(access.conditions ?? {})) context.set(key.toLowerCase(), values);
  return context;
}
