import type { CreateScheduleCommandInput, Target } from '@aws-sdk/client-scheduler';
import type { Door } from '../../door/door.ts';
import { AwsError } from '../../door/errors.ts';
import type { Identities } from '../../door/identities.ts';
import type { Clock } from '../../runtime/clock.ts';
import { constraint, validation } from './errors.ts';
import { SCHEDULER_SERVICE } from './invocations.ts';
import {
  DESCRIPTION_CHARACTERS,
  EVENT_AGE_SECONDS,
  FLEXIBLE_WINDOW_MINUTES,
  RETRY_ATTEMPTS,
  START_GRACE_MINUTES,
} from './limits.ts';
import type { Schedule, ScheduleTarget } from './model.ts';
import { DEFAULT_GROUP, type Schedules } from './schedules.ts';
import { requestMaker } from './targets/request.ts';
import { parseTiming } from './timing/timing.ts';
import { isZone } from './timing/zone.ts';
import { checkRange, required, requiredName } from './validate.ts';

export interface MakeDeps {
  readonly schedules: Schedules;
  readonly door: Door;
  readonly identities: Identities;
  readonly clock: Clock;
}

/**
 * The schedule that an input describes, checked. An update replaces all settings, so both are the same.
 *
 * @throws AwsError ValidationException naming what is wrong
 */
export function makeSchedule(deps: MakeDeps, input: CreateScheduleCommandInput, before?: Schedule): Schedule {
  const { schedules, clock } = deps;
  const name = requiredName(input.Name, 'name');
  const group = requiredName(input.GroupName ?? DEFAULT_GROUP, 'groupName');
  const expression = required(input.ScheduleExpression, 'scheduleExpression');
  const timezone = input.ScheduleExpressionTimezone ?? 'UTC';
  if (!isZone(timezone)) throw validation(`Invalid time zone ${timezone}.`);
  if (!parseTiming(expression)) throw validation(`Invalid Schedule Expression ${expression}.`);
  if (input.Description && input.Description.length > DESCRIPTION_CHARACTERS) {
    throw constraint(input.Description, 'description', `have length less than or equal to ${DESCRIPTION_CHARACTERS}`);
  }
  checkDates(input, before, clock.now());
  return {
    arn: schedules.arnOf(group, name),
    group,
    name,
    expression,
    timezone,
    windowMinutes: windowOf(input),
    state: input.State ?? 'ENABLED',
    target: checkTarget(deps, required(input.Target, 'target')),
    afterCompletion: input.ActionAfterCompletion ?? 'NONE',
    createdAt: before?.createdAt ?? clock.now(),
    modifiedAt: clock.now(),
    ...(input.StartDate ? { startsAt: input.StartDate.getTime() } : {}),
    ...(input.EndDate ? { endsAt: input.EndDate.getTime() } : {}),
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(input.KmsKeyArn === undefined ? {} : { kmsKeyArn: input.KmsKeyArn }),
  };
}

/** What a schedule began with stays valid when the rest of it changes later. */
function checkDates(
  { StartDate, EndDate }: CreateScheduleCommandInput,
  before: Schedule | undefined,
  now: number,
): void {
  if (StartDate && EndDate && StartDate >= EndDate) {
    throw validation('The StartDate you specify must be earlier than the EndDate.');
  }
  if (
    StartDate &&
    StartDate.getTime() !== before?.startsAt &&
    StartDate.getTime() < now - START_GRACE_MINUTES * 60_000
  ) {
    throw validation(`The StartDate you specify cannot be earlier than ${START_GRACE_MINUTES} minutes ago.`);
  }
}

function windowOf({ FlexibleTimeWindow }: CreateScheduleCommandInput): number {
  const { Mode, MaximumWindowInMinutes } = required(FlexibleTimeWindow, 'flexibleTimeWindow');
  checkRange(MaximumWindowInMinutes, 'flexibleTimeWindow.maximumWindowInMinutes', 1, FLEXIBLE_WINDOW_MINUTES);
  if (Mode === 'OFF') return 0;
  if (MaximumWindowInMinutes === undefined) {
    throw validation('MaximumWindowInMinutes is required when FlexibleTimeWindow is FLEXIBLE.');
  }
  return MaximumWindowInMinutes;
}

/** Settings of targets that the emulator does not have. */
const FOREIGN = [
  'EcsParameters',
  'KinesisParameters',
  'SageMakerPipelineParameters',
  'EventBridgePutEventsV2Parameters',
  'EventBridgePutRawEventsParameters',
] as const;

function checkTarget({ door, identities }: MakeDeps, target: Target): ScheduleTarget {
  const Arn = required(target.Arn, 'target.arn');
  const RoleArn = required(target.RoleArn, 'target.roleArn');
  const checked = { ...target, Arn, RoleArn };
  requestMaker(door, checked);
  const foreign = FOREIGN.find((name) => target[name] !== undefined);
  if (foreign) throw validation(`${foreign} is not supported by the emulator.`);
  if (/:events:[^:]*:[^:]*:event-bus\//.test(Arn) && !target.EventBridgeParameters) {
    throw validation('EventBridgeParameters is required for an event bus.');
  }
  checkRange(target.RetryPolicy?.MaximumRetryAttempts, 'target.retryPolicy.maximumRetryAttempts', 0, RETRY_ATTEMPTS);
  const { shortest, longest } = EVENT_AGE_SECONDS;
  checkRange(
    target.RetryPolicy?.MaximumEventAgeInSeconds,
    'target.retryPolicy.maximumEventAgeInSeconds',
    shortest,
    longest,
  );
  try {
    identities.assumeForService(RoleArn, SCHEDULER_SERVICE, 'check');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validation('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  }
  return checked;
}
