import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './problem.ts';

const MAX_RETRIES = 3;

/** Reads are repeated when nobody answered or the server was at fault; what the request itself got wrong stays wrong. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < MAX_RETRIES && isPassing(error),
      },
      mutations: { retry: false },
    },
  });
}

function isPassing(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status === 429 || error.status >= 500;
}
