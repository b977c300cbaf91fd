import { setTimeout as pause } from 'node:timers/promises';

/** A cold start of every function on the way, and then some. */
const PATIENCE_MILLISECONDS = 60_000;
const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 2_000;
const BACK_OFF = 1.5;
const SHOWN_CHARACTERS = 600;

/**
 * Asks again and again, with growing pauses, until the answer is as wanted.
 *
 * @throws Error after a minute, with the last answer
 */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  wanted: (answer: Answer) => boolean,
): Promise<Answer> {
  const started = performance.now();
  for (let wait = FIRST_PAUSE_MILLISECONDS; ; wait = Math.min(wait * BACK_OFF, LONGEST_PAUSE_MILLISECONDS)) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (performance.now() - started > PATIENCE_MILLISECONDS) {
      const shown = JSON.stringify(answer)?.slice(0, SHOWN_CHARACTERS);
      throw new Error(`waited ${PATIENCE_MILLISECONDS / 1_000} s for ${what}; the last answer was ${shown}`);
    }
    await pause(wait);
  }
}
