import { useInfiniteQuery } from '@tanstack/react-query';
import type { Query } from '../../api/api-client.ts';
import { useApi } from '../../api/api-context.tsx';
import type { LogPage } from './log-types.ts';

const LOGS_A_PAGE = 50;

export const logsKey = (query: Query) => ['logs', query] as const;

/** The logs that fit, page by page. */
export function useLogs(query: Query) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: logsKey(query),
    queryFn: ({ pageParam, signal }) =>
      api.get<LogPage>('/logs', { ...query, limit: LOGS_A_PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    // Old logs stay what they were, and new ones come by the tail or on another search.
    refetchOnWindowFocus: false,
    staleTime: 30_000,
  });
}
