import { type ConditionContext, conditionsHold, substitute } from './conditions.ts';
import type { Principals, Statement } from './document.ts';
import { matchesWildcard } from './wildcard.ts';

/** One question to a set of policies. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: ConditionContext;
}

/** What a set of statements says: an explicit denial wins over any permission, and silence is not permission. */
export type Verdict = 'allow' | 'deny' | 'silent';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html */
export function evaluate(statements: readonly Statement[], question: Question): Verdict {
  let verdict: Verdict = 'silent';
  for (const statement of statementsAbout(question.action, statements)) {
    if (!applies(statement, question)) continue;
    if (statement.Effect === 'Deny') return 'deny';
    verdict = 'allow';
  }
  return verdict;
}

/** By action. Policies are parsed once and asked about the same few actions with every call. */
const remembered = new WeakMap<readonly Statement[], Map<string, readonly Statement[]>>();

function statementsAbout(action: string, statements: readonly Statement[]): readonly Statement[] {
  const known = remembered.get(statements) ?? new Map<string, readonly Statement[]>();
  remembered.set(statements, known);
  const found = known.get(action) ?? statements.filter((statement) => isAbout(action, statement));
  known.set(action, found);
  return found;
}

function isAbout(action: string, { Action, NotAction }: Statement): boolean {
  const named = (patterns: readonly string[]) =>
    patterns.some((pattern) => matchesWildcard(pattern, action, { ignoreCase: true }));
  return Action ? named(Action) : !named(NotAction ?? []);
}

function applies({ Resource, NotResource, Condition }: Statement, question: Question): boolean {
  const located = (patterns: readonly string[]) =>
    patterns.some((pattern) =>
      matchesWildcard(pattern.includes('${') ? substitute(pattern, question.context) : pattern, question.resource),
    );
  return (
    (Resource ? located(Resource) : !NotResource || !located(NotResource)) &&
    (!Condition || conditionsHold(Condition, question.context))
  );
}

/** Who asks, in the spellings that a resource policy may use for it. */
export interface Asker {
  /** ARNs that name the asker exactly: the session and its role, or the account's root. */
  readonly arns: readonly string[];
  /** The account, as `arn:aws:iam::123456789012:root` and as its number: it delegates to the account's own policies. */
  readonly account?: { readonly arn: string; readonly id: string };
  /** `events.amazonaws.com` */
  readonly service?: string;
}

/** What a resource policy says to an asker. `delegate` means: the account may decide by its own policies. */
export function evaluateForAsker(
  statements: readonly Statement[],
  question: Question,
  asker: Asker,
): Verdict | 'delegate' {
  let verdict: Verdict | 'delegate' = 'silent';
  for (const statement of statementsAbout(question.action, statements)) {
    const named = namesAsker(statement, asker);
    if (!named || !applies(statement, question)) continue;
    if (statement.Effect === 'Deny') return 'deny';
    if (named === 'exactly') verdict = 'allow';
    else if (verdict === 'silent') verdict = 'delegate';
  }
  return verdict;
}

function namesAsker({ Principal, NotPrincipal }: Statement, asker: Asker): 'exactly' | 'by account' | undefined {
  if (Principal) return among(Principal, asker);
  return NotPrincipal && !among(NotPrincipal, asker) ? 'exactly' : undefined;
}

function among(principals: Principals, asker: Asker): 'exactly' | 'by account' | undefined {
  const named = principals.AWS ?? [];
  if (named.includes('*') || named.some((name) => asker.arns.includes(name))) return 'exactly';
  if (asker.service && (principals.Service ?? []).includes(asker.service)) return 'exactly';
  const { account } = asker;
  return account && named.some((name) => name === account.arn || name === account.id) ? 'by account' : undefined;
}
