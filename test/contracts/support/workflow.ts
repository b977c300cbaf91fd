import { z } from 'zod';
import { allStates, readStateMachine, type State } from '../../infra/support/state-machine-files.ts';
import { evaluate } from './expressions.ts';

type Variables = Record<string, unknown>;

const putEvents = z.object({
  Entries: z.tuple([z.object({ Source: z.string(), DetailType: z.string(), Detail: z.unknown() })]),
});

const failState = z.object({ Type: z.literal('Fail'), Error: z.string(), Cause: z.string() });

const context = { Execution: { Id: 'arn:aws:states:…:e1', Name: 'e1', StartTime: '2026-03-01T10:00:00.000Z' } };

/** What single states of a workflow make of their input and variables. */
export function workflow(name: string) {
  const states = new Map(allStates(readStateMachine(name)).map(({ name, state }) => [name, state]));
  const stateOf = (state: string): State => {
    const found = states.get(state);
    if (!found) throw new Error(`${name} has no state ${state}; it has ${[...states.keys()].join(', ')}`);
    return found;
  };
  return {
    /** The variables that a state assigns when it is given an input. */
    assigns: async (state: string, input: unknown, variables: Variables = {}) =>
      evaluate(stateOf(state).Assign, { ...variables, states: { input, context } }),
    /** The variables that a task assigns when its service answers. */
    assignsResult: async (state: string, result: unknown) =>
      evaluate(stateOf(state).Assign, { states: { result, context } }),
    /** What a state puts out. */
    puts: async (state: string, variables: Variables) => evaluate(stateOf(state).Output, variables),
    /** What a state asks a service for. */
    asks: async (state: string, variables: Variables) => evaluate(stateOf(state).Arguments, variables),
    /** The event that a state publishes, as its consumers receive it. */
    async publishes(state: string, variables: Variables) {
      const { Entries } = putEvents.parse(await evaluate(stateOf(state).Arguments, variables));
      const [{ Source, DetailType, Detail }] = Entries;
      return { source: Source, 'detail-type': DetailType, detail: Detail };
    },
    /** The error and the cause that an execution ends with in a state. */
    async fails(state: string, variables: Variables) {
      const { Error: error, Cause: cause } = failState.parse(stateOf(state));
      return evaluate({ error, cause }, variables);
    },
  };
}

/** What may arrive instead of an event. */
export const ODD_EVENTS: [string, unknown][] = [
  ['nothing', {}],
  ['no detail', { id: '1', source: 'telar.images' }],
  ['a detail that is text', { id: '1', source: 'telar.images', detail: 'photo.jpg' }],
  ['a detail that is a list', { id: '1', source: 'telar.images', detail: [{ data: 1 }, { data: 2 }] }],
  ['metadata that is a number', { id: '1', source: 'telar.images', detail: { metadata: 7, data: null } }],
  ['metadata of empty texts', { id: '1', detail: { metadata: { correlationId: '', idempotencyKey: '', actor: '' } } }],
  ['an event of S3 without an object', { id: '1', source: 'aws.s3', detail: {} }],
  ['fields of other types', { id: 5, time: 6, source: 7, detail: { metadata: { correlationId: 8, actor: [] } } }],
  ['text instead of an event', 'hello'],
];
