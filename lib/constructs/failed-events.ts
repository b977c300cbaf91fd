import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** After the first. As often as Lambda can: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRIES = 2;

/** An event that waited longer, because the function was throttled, is told to nobody any more. Lambda by itself waits for six hours. */
const MAX_EVENT_AGE = Duration.minutes(10);

/**
 * Puts events that a function fails on into a queue. Whoever hands one over is through when Lambda has taken it, so that its own dead-letter
 * queue knows nothing of what the function makes of it; and Lambda drops it after the last attempt.
 */
export function keepFailedEvents(called: IFunction, deadLetters: IQueue): void {
  called.configureAsyncInvoke({
    retryAttempts: RETRIES,
    maxEventAge: MAX_EVENT_AGE,
    onFailure: new SqsDestination(deadLetters),
  });
}
