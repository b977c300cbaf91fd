import type * as z from 'zod';
import type { activityRoute } from '../../../../functions/api/activity/route.ts';
import type { dashboardRoute } from '../../../../functions/api/dashboard/route.ts';
import type { statsRoute } from '../../../../functions/api/stats/route.ts';

export type Activity = z.output<(typeof activityRoute)['answer']['body']>;
export type Stats = z.output<(typeof statsRoute)['answer']['body']>;
export type Overview = z.output<(typeof dashboardRoute)['answer']['body']>;
