import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import { servicePrincipal } from '../../../door/principal.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { dependencyFailed, throttled } from '../errors.ts';
import { CODE_HOOK_SECONDS } from '../limits.ts';
import { type HookResponse, hookResponse } from './hook-response.ts';
import type { RunningBot } from './running-bot.ts';

const LEX_SERVICE = 'lexv2.amazonaws.com';

/** How a function did; what it answered that cannot be used is an error of the call. */
export type HookOutcome =
  | { readonly kind: 'answered'; readonly response: HookResponse }
  | { readonly kind: 'failed'; readonly error: AwsError }
  | { readonly kind: 'timed out'; readonly error: AwsError };

interface Deps {
  readonly door: Door;
  readonly clock: Clock;
}

/**
 * Calls the function of a bot's alias.
 *
 * @throws AwsError DependencyFailedException, when there is no function, it may not be called, or its answer makes no
 *   sense; ThrottlingException, when it runs as often as it may
 */
export async function callHook(
  { door, clock }: Deps,
  bot: RunningBot,
  event: unknown,
  traceHeader: string | undefined,
): Promise<HookOutcome> {
  const { lambdaArn, aliasArn, localeId } = bot;
  if (!lambdaArn) {
    throw dependencyFailed(
      `Invalid Bot Configuration: The bot alias ${aliasArn} has no Lambda function for ${localeId}.`,
    );
  }
  const call = {
    service: 'lambda',
    operation: 'Invoke',
    principal: servicePrincipal(LEX_SERVICE, aliasArn),
    ...(traceHeader ? { traceHeader } : {}),
  };
  const payload = Buffer.from(JSON.stringify(event));
  const invocation = door
    .call<InvokeCommandInput, InvokeCommandOutput>(call, { FunctionName: lambdaArn, Payload: payload })
    .catch((error: unknown) => Promise.reject(refusal(error, lambdaArn, aliasArn)));
  const output = await withinLimit(clock, invocation);
  if (!output) {
    return {
      kind: 'timed out',
      error: dependencyFailed(`Invalid Lambda Response: Lambda function ${lambdaArn} timed out.`),
    };
  }
  const { FunctionError, Payload } = output;
  const text = Buffer.from(Payload ?? []).toString('utf8');
  if (FunctionError) {
    const message = `Invalid Lambda Response: Received error response from Lambda: ${FunctionError}`;
    const kind = /Task timed out/.test(text) ? 'timed out' : 'failed';
    return { kind, error: dependencyFailed(message) };
  }
  return { kind: 'answered', response: readResponse(text) };
}

/** Undefined when the function takes longer than Lex waits. */
async function withinLimit<T>(clock: Clock, work: Promise<T>): Promise<T | undefined> {
  let cancel = () => {};
  const late = new Promise<undefined>((resolve) => {
    cancel = clock.at(clock.now() + CODE_HOOK_SECONDS * 1_000, () => resolve(undefined));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}

function refusal(error: unknown, lambdaArn: string, aliasArn: string): unknown {
  if (!(error instanceof AwsError)) return error;
  if (error.code === 'TooManyRequestsException') return throttled(error.message);
  if (error.status === 403) {
    const message = `Access denied while invoking lambda function ${lambdaArn} from ${aliasArn}. Please check the policy on this function.`;
    return dependencyFailed(`Invalid Bot Configuration: ${message}`, error);
  }
  return dependencyFailed(`Invalid Bot Configuration: ${error.message}`, error);
}

function readResponse(text: string): HookResponse {
  const parsed = hookResponse.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.');
  const problem = `${where ? `${where}: ` : ''}${issue?.message ?? 'no object'}`;
  throw dependencyFailed(`Invalid Lambda Response: Received invalid response from Lambda: ${problem}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
