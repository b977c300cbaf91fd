import type { Clock } from '../../../runtime/clock.ts';
import type { Outcome, Work, WorkQueue } from '../../../runtime/journal.ts';
import type { Store } from '../../../runtime/store.ts';
import { busNameOf } from '../arns.ts';
import { readEvent } from '../events/event.ts';
import type { Intake } from '../intake.ts';
import type { ArchivedEvent, ArchivePosition, Archives } from '../state/archives.ts';
import type { Archive, Replay } from '../state/model.ts';
import type { Replays } from '../state/replays.ts';

/** Events that are replayed in one transaction. */
const EVENTS_PER_STEP = 100;

/** Where a replay goes on. */
export interface ReplayStep {
  readonly replay: string;
  readonly from: ArchivePosition;
}

interface Deps {
  readonly replays: Replays;
  readonly archives: Archives;
  readonly intake: Intake;
  readonly store: Store;
  readonly clock: Clock;
  /** The queue that this replayer works. */
  readonly steps: () => WorkQueue<ReplayStep>;
}

/**
 * Sends archived events to their bus again, in order of their time, each with a `replay-name`. It goes step by step
 * through the journal, so a replay that was interrupted goes on where it stood.
 */
export class Replayer {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  begin(replay: Replay): void {
    this.#deps.steps().add({ replay: replay.arn, from: { time: replay.eventStart, sequence: -1 } });
  }

  async work({ body }: Work<ReplayStep>): Promise<Outcome> {
    const { replays, archives, store } = this.#deps;
    const replay = replays.byArn(body.replay);
    if (!replay || replay.endedAt !== undefined) return 'done';
    if (replay.state === 'CANCELLING') return this.#end(replay, 'CANCELLED');
    const archive = archives.byArn(replay.archiveArn);
    if (!archive) return this.#end(replay, 'FAILED', 'The archive was deleted.');
    store.transaction(() => this.#step(replay, archive, body.from));
    return 'done';
  }

  #step(replay: Replay, archive: Archive, from: ArchivePosition): void {
    const { replays, archives, steps } = this.#deps;
    const events = archives.read(archive, from, replay.eventEnd, EVENTS_PER_STEP);
    for (const archived of events) this.#send(replay, archived);
    const last = events.at(-1);
    if (!last) return void this.#end(replay, 'COMPLETED');
    replays.put({ ...replay, state: 'RUNNING', lastReplayed: last.time });
    steps().add({ replay: replay.arn, from: { time: last.time, sequence: last.sequence } });
  }

  #send(replay: Replay, { event: text }: ArchivedEvent): void {
    const name = `"replay-name":${JSON.stringify(replay.name)}`;
    // Before the detail, which is the last of an event's fields, as in the events that AWS replays.
    const event = readEvent(text.replace(',"detail":{', () => `,${name},"detail":{`));
    this.#deps.intake.take(busNameOf(replay.busArn), event, { onlyRules: replay.ruleArns });
  }

  #end(replay: Replay, state: Replay['state'], stateReason?: string): 'done' {
    const { replays, clock } = this.#deps;
    replays.put({ ...replay, state, endedAt: clock.now(), ...(stateReason ? { stateReason } : {}) });
    return 'done';
  }
}
