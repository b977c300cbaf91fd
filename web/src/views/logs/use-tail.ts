import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Query } from '../../api/api-client.ts';
import { useApi } from '../../api/api-context.tsx';
import type { Log, LogPage } from './log-types.ts';
import { lookForNew, MAX_TAIL, merged, tailFrom } from './tail.ts';
import { logsKey } from './use-logs.ts';

const POLL_MILLISECONDS = 2_000;
const LOGS_A_PAGE = 100;

export interface Tail {
  readonly logs: readonly Log[];
  /** How many came with the last look that found any. */
  readonly arrived: number;
  readonly error: Error | null;
}

/**
 * The logs that come in while one looks on: every two seconds, while the page is to be seen. When more come than can be followed, the list
 * begins anew.
 */
export function useTail(query: Query, isOn: boolean, listed: readonly Log[]): Tail {
  const api = useApi();
  const queries = useQueryClient();
  const [tail, setTail] = useState<readonly Log[]>([]);
  const [arrived, setArrived] = useState(0);
  const startedAt = useRef(new Date());
  const known = useRef<readonly Log[]>([]);
  known.current = merged(tail, listed);

  useEffect(() => {
    startedAt.current = new Date();
    setTail([]);
    setArrived(0);
  }, [query]);

  const poll = useQuery({
    queryKey: ['logs-tail', query],
    enabled: isOn,
    refetchInterval: POLL_MILLISECONDS,
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const ids = new Set(known.current.map(({ id }) => id));
      const from = tailFrom(known.current[0]?.timestamp, startedAt.current);
      const asked = { ...query, from: later(query.from, from), limit: LOGS_A_PAGE };
      const read = (cursor: string | undefined) => api.get<LogPage>('/logs', { ...asked, cursor }, signal);
      const look = await lookForNew(read, ({ id }) => ids.has(id));
      if (look.hasGap) {
        setTail([]);
        await queries.resetQueries({ queryKey: logsKey(query) });
      } else if (look.arrived.length > 0) {
        setTail((before) => merged(look.arrived, before).slice(0, MAX_TAIL));
      }
      if (look.arrived.length > 0) setArrived(look.arrived.length);
      return look.arrived.length;
    },
  });
  return { logs: tail, arrived, error: isOn ? poll.error : null };
}

function later(one: string | number | undefined, other: string): string {
  return typeof one === 'string' && one > other ? one : other;
}
