/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export const NAME_CHARACTERS = 64;
export const DESCRIPTION_CHARACTERS = 512;
export const FLEXIBLE_WINDOW_MINUTES = 1440;
/** How long ago a schedule may begin at most. */
export const START_GRACE_MINUTES = 5;

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
export const RETRY_ATTEMPTS = 185;
export const EVENT_AGE_SECONDS = { shortest: 60, longest: 86_400 } as const;

/** Items of a list answer when the caller does not say: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html */
export const PAGE_ITEMS = 100;
