import { z } from 'zod';
import { parsePolicy } from '../../../iam/policy/document.ts';
import { evaluate } from '../../../iam/policy/evaluate.ts';

const simple = z.object({ isAuthorized: z.boolean(), context: z.record(z.string(), z.unknown()).nullish() });
const withPolicy = z.object({
  principalId: z.union([z.string(), z.number()]).transform(String),
  policyDocument: z.unknown(),
  context: z.record(z.string(), z.unknown()).nullish(),
  usageIdentifierKey: z.string().nullish(),
});

/** What an authorizer function said: whom it lets do what. */
export interface AuthorizerAnswer {
  readonly principalId?: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly usageIdentifierKey?: string;
  /** Whether a call of this ARN is allowed. */
  allows(arn: string): boolean;
}

/**
 * Reads an authorizer's answer
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
 *
 * @throws Error when it is neither of the two forms
 */
export function readAuthorizerAnswer(value: unknown, isSimple: boolean): AuthorizerAnswer {
  if (isSimple) {
    const { isAuthorized, context } = simple.parse(value);
    return { context: context ?? {}, allows: () => isAuthorized };
  }
  const { principalId, policyDocument, context, usageIdentifierKey } = withPolicy.parse(value);
  const statements = parsePolicy(policyDocument);
  return {
    principalId,
    context: context ?? {},
    ...(usageIdentifierKey ? { usageIdentifierKey } : {}),
    allows: (resource) =>
      evaluate(statements, { action: 'execute-api:Invoke', resource, context: new Map() }) === 'allow',
  };
}
