import type { Log, LogPage } from './log-types.ts';

/** Logs carry the time at which they were written, and arrive later: so far back is looked for such as came late. */
export const OVERLAP_MILLISECONDS = 60_000;

/** More in one look than this cannot be followed by anybody. */
export const MAX_PAGES_A_LOOK = 5;

/** More than this is not kept of what came in while one looked on. */
export const MAX_TAIL = 1_000;

/** One look at what is new. */
export interface Look {
  /** Newest first. */
  readonly arrived: readonly Log[];
  /** So much has come that something is missing between this and what was there. */
  readonly hasGap: boolean;
}

/** From when on a look has to ask. */
export function tailFrom(newest: string | undefined, startedAt: Date): string {
  const time = newest === undefined ? startedAt.getTime() : Date.parse(newest);
  return new Date(time - OVERLAP_MILLISECONDS).toISOString();
}

/**
 * Reads pages, newest first, until one holds nothing new.
 *
 * @param read a page of the logs that fit the filter, from `tailFrom` on
 */
export async function lookForNew(
  read: (cursor: string | undefined) => Promise<Pick<LogPage, 'logs' | 'next'>>,
  isKnown: (log: Log) => boolean,
): Promise<Look> {
  const arrived: Log[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES_A_LOOK; page += 1) {
    const { logs, next } = await read(cursor);
    const fresh = logs.filter((log) => !isKnown(log));
    arrived.push(...fresh);
    const endsInKnown = logs.length > 0 && fresh.length === 0;
    if (next === null || endsInKnown) return { arrived, hasGap: false };
    cursor = next;
  }
  return { arrived, hasGap: true };
}

/** Both lists as one, newest first, each log once. */
export function merged(some: readonly Log[], others: readonly Log[]): Log[] {
  const byId = new Map([...some, ...others].map((log) => [log.id, log]));
  return [...byId.values()].sort((a, b) => compare(positionOf(b), positionOf(a)));
}

/** As the API sorts them. */
const positionOf = ({ timestamp, id }: Log) => `${timestamp}#${id}`;

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
