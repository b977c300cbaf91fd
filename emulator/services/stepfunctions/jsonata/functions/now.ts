import jsonata from 'jsonata';
import { Run } from '../run.ts';
import type { StateFunction } from './state-function.ts';

/** The library's own formatter, which it offers to expressions only. */
const formatting = jsonata('$fromMillis(at, picture, timezone)');

/** `$now(picture?, timezone?)`: the time of the evaluation as text, by the emulated clock; ISO 8601 in UTC without a picture. */
export const now: StateFunction = {
  name: 'now',
  signature: '<s?s?:s>',
  call(picture?: string, timezone?: string) {
    const at = Run.of(this.environment).startedAt;
    return picture === undefined ? new Date(at).toISOString() : formatting.evaluate({ at, picture, timezone });
  },
};
