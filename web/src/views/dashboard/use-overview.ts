import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import type { Activity, Overview, Stats } from './dashboard-types.ts';
import { activityQuery, type RangeName } from './range.ts';

/** As often as the API has other numbers, more or less: counters are some seconds old, what CloudWatch knows a minute. */
const COUNTERS_MILLISECONDS = 10_000;
const ACTIVITY_MILLISECONDS = 60_000;

export function useStats() {
  const api = useApi();
  return useQuery({
    queryKey: ['stats'],
    queryFn: ({ signal }) => api.get<Stats>('/stats', {}, signal),
    refetchInterval: COUNTERS_MILLISECONDS,
  });
}

export function useActivity(range: RangeName) {
  const api = useApi();
  return useQuery({
    queryKey: ['activity', range],
    queryFn: ({ signal }) => api.get<Activity>('/activity', activityQuery(range, new Date()), signal),
    refetchInterval: ACTIVITY_MILLISECONDS,
    // Another range takes the place of the one that is shown when it is there: nothing jumps.
    placeholderData: keepPreviousData,
  });
}

/** For admins. */
export function useOverview() {
  const api = useApi();
  return useQuery({
    queryKey: ['dashboard'],
    queryFn: ({ signal }) => api.get<Overview>('/dashboard', {}, signal),
    refetchInterval: COUNTERS_MILLISECONDS,
  });
}
