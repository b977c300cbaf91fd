import type * as z from 'zod';
import type { LogLevel } from '../../../../events/log-level.ts';
import type { getBatchRoute } from '../../../../functions/logs/batch/route.ts';
import type { listLogsRoute } from '../../../../functions/logs/list/route.ts';

export type LogPage = z.output<(typeof listLogsRoute)['answer']['body']>;
export type Log = LogPage['logs'][number];
export type Batch = z.output<(typeof getBatchRoute)['answer']['body']>;
export type Level = LogLevel;

/** Least serious first. */
export const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const satisfies readonly Level[];
