import { type Account, arn } from '../../../runtime/account.ts';
import { constraintBroken, missing } from '../errors.ts';

/** A function as a caller names it. */
export interface FunctionReference {
  readonly name: string;
  /** Version, alias, or undefined where none is named. */
  readonly qualifier?: string;
}

const NAME = /^[a-zA-Z0-9-_]{1,64}$/;
const REFERENCE =
  /^(?:arn:aws[a-zA-Z-]*:lambda:[a-z]{2}(?:-[a-z]+)+-\d:\d{12}:function:|\d{12}:function:|function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;
const CONSTRAINT =
  'Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?';

/**
 * Reads `name`, `account:function:name` or a full ARN, each with or without a qualifier
 * (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html).
 *
 * @throws AwsError ValidationException
 */
export function parseFunctionName(text: string | undefined, qualifier?: string): FunctionReference {
  if (text === undefined) throw missing('functionName');
  const [, name, inName] = REFERENCE.exec(text) ?? [];
  if (!name || !NAME.test(name)) throw constraintBroken(text, 'functionName', CONSTRAINT);
  const found = qualifier ?? inName;
  return found === undefined ? { name } : { name, qualifier: found };
}

export function functionArn(account: Account, { name, qualifier }: FunctionReference): string {
  return arn(account, 'lambda', qualifier === undefined ? `function:${name}` : `function:${name}:${qualifier}`);
}
