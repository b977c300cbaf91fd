import { Duration } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** For how long, and how often, EventBridge tries to deliver an event before it becomes a dead letter: as long and as often as it can. */
const MAX_EVENT_AGE = Duration.hours(24);
const MAX_RETRIES = 185;

/** What every target of a rule is given, because EventBridge by itself drops what it cannot deliver. */
export function untilDelivered(deadLetterQueue: IQueue) {
  return { deadLetterQueue, maxEventAge: MAX_EVENT_AGE, retryAttempts: MAX_RETRIES };
}
