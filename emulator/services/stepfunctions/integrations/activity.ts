import type { Integration } from './integration.ts';

/** The ARN of an activity as the resource: workers fetch the task and answer with its token. */
export const activity = (arn: string): Integration => ({
  events: 'Activity',
  pattern: 'callback',
  resourceType: arn,
  resource: arn,
  express: false,
  call: () => Promise.reject(new Error('An activity is not called: its workers come for the task')),
});
