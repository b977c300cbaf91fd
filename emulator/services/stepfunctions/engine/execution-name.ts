import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';

/** Hexadecimal digits of a time in milliseconds: https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
const TIME_DIGITS = 12;
/** What follows the time and the version in a UUID. */
const AFTER_VERSION = 15;

/**
 * The name of an execution that was given none: a UUID that begins with the time (version 7), so that executions which
 * start together lie together in the store's index of ARNs. Scattered names cost a page of writing each.
 */
export function executionName({ ids, clock }: { readonly ids: Ids; readonly clock: Clock }): string {
  return `${prefixAt(clock.now())}${ids.uuid().slice(AFTER_VERSION)}`;
}

let lastTime = Number.NaN;
let lastPrefix = '';

/** Executions that start together have one time, and writing it out is slow. */
function prefixAt(milliseconds: number): string {
  if (milliseconds !== lastTime) {
    const time = milliseconds.toString(16).padStart(TIME_DIGITS, '0');
    lastPrefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    lastTime = milliseconds;
  }
  return lastPrefix;
}
