import { z } from 'zod';
import { AwsError } from '../../../door/errors.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const list = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const values = z.union([scalar, z.array(scalar)]).transform((value) => (typeof value === 'string' ? [value] : value));
const conditions = z.record(z.string(), z.record(z.string(), values));
const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];
const principals = z.union([
  z.literal('*').transform((): Partial<Record<PrincipalKind, string[]>> => ({ AWS: ['*'] })),
  z.partialRecord(z.enum(PRINCIPAL_KINDS), list),
]);

const statementSchema = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: principals.optional(),
    NotPrincipal: principals.optional(),
    Action: list.optional(),
    NotAction: list.optional(),
    Resource: list.optional(),
    NotResource: list.optional(),
    Condition: conditions.optional(),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), {
    message: 'a statement has either Action or NotAction',
  });

const documentSchema = z.object({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z
    .union([statementSchema, z.array(statementSchema)])
    .transform((value) => (Array.isArray(value) ? value : [value])),
});

export type Statement = z.output<typeof statementSchema>;
export type Principals = z.output<typeof principals>;

/**
 * Reads a policy document, given as JSON text or as the value it stands for.
 *
 * @throws AwsError MalformedPolicyDocument naming the first thing that is wrong
 */
export function parsePolicy(document: unknown): readonly Statement[] {
  const parsed = documentSchema.safeParse(typeof document === 'string' ? parseJson(document) : document);
  if (parsed.success) return parsed.data.Statement;
  const [issue] = parsed.error.issues;
  throw malformed(`${issue?.path.join('.') || 'the document'}: ${issue?.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('it is not valid JSON');
  }
}

const malformed = (why: string) =>
  new AwsError('MalformedPolicyDocument', `This policy contains invalid Json or a syntax error: ${why}`);

/**
 * Reads who may assume a role.
 *
 * @throws AwsError MalformedPolicyDocument
 */
export function parseTrustPolicy(document: unknown): readonly Statement[] {
  const statements = parsePolicy(document);
  for (const { Principal, NotPrincipal, Resource, NotResource } of statements) {
    if (!Principal && !NotPrincipal) throw new AwsError('MalformedPolicyDocument', 'Missing required field Principal');
    if (Resource ?? NotResource) throw new AwsError('MalformedPolicyDocument', 'Has prohibited field Resource');
  }
  return checkActions(statements);
}

/**
 * Reads what an identity may do: a policy of a role, or a managed one.
 *
 * @throws AwsError MalformedPolicyDocument
 */
export function parseIdentityPolicy(document: unknown): readonly Statement[] {
  const statements = parsePolicy(document);
  for (const { Principal, NotPrincipal, Resource, NotResource } of statements) {
    if (Principal ?? NotPrincipal) {
      throw new AwsError('MalformedPolicyDocument', 'Policy document should not specify a principal.');
    }
    if (!Resource && !NotResource) {
      throw new AwsError('MalformedPolicyDocument', 'Policy statement must contain resources.');
    }
  }
  return checkActions(statements);
}

/** `s3:GetObject`, `s3:*` or `*`: an action without a service stands for nothing. */
function checkActions(statements: readonly Statement[]): readonly Statement[] {
  const actions = statements.flatMap(({ Action, NotAction }) => Action ?? NotAction ?? []);
  if (actions.every((action) => action === '*' || action.includes(':'))) return statements;
  throw new AwsError(
    'MalformedPolicyDocument',
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  );
}
