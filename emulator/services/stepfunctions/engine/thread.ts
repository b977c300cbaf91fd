import type { HistoryEventType } from '@aws-sdk/client-sfn';
import type { Json, JsonObject } from '../json.ts';
import type { Execution } from './execution.ts';
import { dataLimitExceeded, type Failure } from './failure.ts';
import type { EventDetails } from './history.ts';
import { Payload } from './payload.ts';
import type { Exit, State, StateType, Workflow } from './state.ts';
import { VariableScope } from './variables.ts';
import { Visit, type VisitSnapshot } from './visit.ts';

/** What is kept of a thread that has not ended, or has ended before its parent state was left. */
export interface ThreadSnapshot {
  /** The thread whose Parallel or Map state runs this one, and the place among its children. */
  readonly parent?: number;
  readonly index?: number;
  readonly lastEventId: number;
  readonly variables?: JsonObject;
  readonly mapItem?: Json;
  /** The state to enter next, with its input; absent while in a state. */
  readonly ready?: { readonly next: string; readonly input: string };
  readonly visit?: VisitSnapshot;
  /** Text of the output, once ended. */
  readonly output?: string;
}

export type ThreadEnd = { readonly output: Payload } | { readonly failure: Failure };

export interface ThreadOptions {
  readonly execution: Execution;
  readonly id: number;
  readonly workflow: Workflow;
  readonly parent?: { readonly visit: Visit; readonly index: number };
  readonly mapItem?: Json;
  readonly onEnd: (end: ThreadEnd) => void;
}

/** State types whose unfinished visit is reported when a sibling's failure cuts it short. */
const REPORTED_WHEN_ABORTED: ReadonlySet<StateType> = new Set(['Task', 'Wait', 'Parallel', 'Map']);

/** One line of control through a workflow: the execution's own, that of a Parallel branch, or that of a Map iteration. */
export class Thread {
  readonly execution: Execution;
  readonly id: number;
  readonly variables: VariableScope;
  readonly mapItem: Json | undefined;
  /** The event that the next one of this thread will name as its previous one. */
  lastEventId = 0;
  /** Whether the store holds a row of this thread. */
  persisted = false;
  #workflow: Workflow;
  #parent: ThreadOptions['parent'];
  #onEnd: (end: ThreadEnd) => void;
  #next = '';
  #input = new Payload(null);
  #visit: Visit | undefined;
  /** A visit that was taken from the store and has to be taken up. */
  #restored: VisitSnapshot | undefined;
  #end: 'ended' | 'cancelled' | undefined;
  #output: Payload | undefined;

  constructor(options: ThreadOptions, restored?: ThreadSnapshot) {
    this.execution = options.execution;
    this.id = options.id;
    this.#workflow = options.workflow;
    this.#parent = options.parent;
    this.#onEnd = options.onEnd;
    this.mapItem = options.mapItem ?? restored?.mapItem ?? options.parent?.visit.thread.mapItem;
    this.variables = new VariableScope(options.parent?.visit.thread.variables, restored?.variables);
    if (restored) this.#restore(restored);
  }

  /** Puts the thread before its first state. */
  begin(input: Payload, lastEventId: number): void {
    this.#next = this.#workflow.startAt;
    this.#input = input;
    this.lastEventId = lastEventId;
    this.changed();
  }

  get visit(): Visit | undefined {
    return this.#visit;
  }

  get ended(): boolean {
    return this.#end !== undefined;
  }

  /** Notes that the store has to learn of a change. */
  changed(): void {
    this.execution.threadChanged(this);
  }

  /** Records an event and makes it this thread's last one. */
  event(type: HistoryEventType, details?: EventDetails, previousEventId = this.lastEventId): number {
    this.lastEventId = this.execution.event(type, previousEventId, details);
    return this.lastEventId;
  }

  /** Goes from state to state until one has to wait, the workflow ends, or others have to have their turn. */
  run(): void {
    const { scheduler } = this.execution.engine;
    while (this.#mayGoOn()) {
      if (!scheduler.mayTransit()) {
        scheduler.postpone(this);
        return;
      }
      if (!this.#visitOne(this.#restored ? this.#takeUp(this.#restored) : this.#enter())) return;
    }
  }

  /** Ends the thread because a sibling failed; `quietly` when the whole execution ends, which AWS reports by itself. */
  cancel(quietly: boolean): void {
    if (this.#end) return;
    this.#end = 'cancelled';
    const visit = this.#visit;
    if (!visit) return;
    visit.cancel();
    if (!quietly) this.reportAborted();
  }

  /** Records that the state the thread is in is given up, without making it the thread's last event. */
  reportAborted(): void {
    const type = this.#visit?.state.type;
    if (type && REPORTED_WHEN_ABORTED.has(type)) {
      this.execution.event(`${type}StateAborted` as HistoryEventType, this.lastEventId, undefined);
    }
  }

  snapshot(): ThreadSnapshot {
    const visit = this.#visit?.snapshot() ?? this.#restored;
    const variables = this.variables.own();
    return {
      ...(this.#parent ? { parent: this.#parent.visit.thread.id, index: this.#parent.index } : {}),
      lastEventId: this.lastEventId,
      ...(variables ? { variables } : {}),
      ...(this.mapItem === undefined ? {} : { mapItem: this.mapItem }),
      ...(this.#output ? { output: this.#output.text } : {}),
      ...(!this.#output && visit ? { visit } : {}),
      ...(!this.#output && !visit ? { ready: { next: this.#next, input: this.#input.text } } : {}),
    };
  }

  #restore(snapshot: ThreadSnapshot): void {
    this.persisted = true;
    this.lastEventId = snapshot.lastEventId;
    this.#restored = snapshot.visit;
    if (snapshot.ready) {
      this.#next = snapshot.ready.next;
      this.#input = payloadOf(snapshot.ready.input);
    }
  }

  /** @returns whether the state was left, so that the thread can go on at once */
  #visitOne(visit: Visit): boolean {
    try {
      const exit = visit.state.run(visit);
      if (exit instanceof Promise) {
        this.#await(visit, exit);
        return false;
      }
      this.#leave(visit, exit);
      return true;
    } catch (thrown) {
      if (!visit.cancelled && !this.#end) this.#fail(visit, thrown);
      return false;
    }
  }

  #mayGoOn(): boolean {
    return !this.#end && !this.execution.halted && (this.#visit === undefined || this.#restored !== undefined);
  }

  #state(name: string): State {
    const state = this.#workflow.states.get(name);
    if (!state) throw new Error(`The definition of ${this.execution.record.arn} has no state ${name}`);
    return state;
  }

  #enter(): Visit {
    const state = this.#state(this.#next);
    const previousEventId = this.lastEventId;
    const enteredAt = this.execution.engine.clock.now();
    const input = this.#input;
    const details = { name: state.name, input: input.text };
    const enteredEventId = this.event(`${state.type}StateEntered` as HistoryEventType, details);
    this.#visit = new Visit({ thread: this, state, input, enteredAt, enteredEventId, previousEventId });
    this.changed();
    return this.#visit;
  }

  #takeUp(restored: VisitSnapshot): Visit {
    this.#restored = undefined;
    const { input, state, ...rest } = restored;
    const visit = new Visit({ ...rest, thread: this, state: this.#state(state), input: payloadOf(input) }, restored);
    visit.orphans = this.execution.takeOrphans(this.id);
    this.#visit = visit;
    return visit;
  }

  #await(visit: Visit, exit: Promise<Exit>): void {
    const leave = (done: Exit) => {
      if (visit.cancelled || this.#end) return;
      this.#leave(visit, done);
      this.execution.engine.scheduler.wake(this);
    };
    exit.then(leave).catch((thrown) => {
      if (!visit.cancelled && !this.#end) this.#fail(visit, thrown);
    });
  }

  #leave(visit: Visit, exit: Exit): void {
    if (exit.output.isTooLarge()) throw dataLimitExceeded(visit.state.name);
    this.#reportExit(visit.state, exit);
    if (exit.assign) this.variables.assign(exit.assign);
    visit.children = undefined;
    this.#visit = undefined;
    this.#input = exit.output;
    this.changed();
    if (exit.next === undefined) {
      this.#succeed(exit.output);
    } else {
      this.#next = exit.next;
      this.execution.transited();
    }
  }

  #reportExit(state: State, { output, assign, exitedAfter }: Exit): void {
    const details: EventDetails = { name: state.name, output: output.text };
    const changes = assign && Object.keys(assign).length > 0;
    const type = `${state.type}StateExited` as HistoryEventType;
    this.event(type, changes ? { ...details, assignedVariables: texts(assign) } : details, exitedAfter);
  }

  #succeed(output: Payload): void {
    this.#end = 'ended';
    this.#output = output;
    this.#onEnd({ output });
  }

  #fail(visit: Visit, thrown: unknown): void {
    const failure = visit.failureOf(thrown);
    this.#end = 'ended';
    this.changed();
    this.#onEnd({ failure });
    this.execution.engine.scheduler.requestWrite();
  }
}

const payloadOf = (text: string): Payload => new Payload(JSON.parse(text) as Json, text);

/** The values of variables as the history shows them: each as the text of its JSON. */
function texts(values: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}
