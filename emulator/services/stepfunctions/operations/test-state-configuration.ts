import type { TestStateCommandInput } from '@aws-sdk/client-sfn';
import { constraintViolated, validationError } from '../api-errors.ts';
import type { State, Workflow } from '../engine/state.ts';

/** Members of `stateConfiguration`, as messages name them. */
const NAMES = {
  retrierRetryCount: 'RetrierRetryCount',
  errorCausedByState: 'ErrorCausedByState',
  mapIterationFailureCount: 'MapIterationFailureCount',
  mapItemReaderData: 'MapItemReaderData',
} as const;
const COUNTS = ['retrierRetryCount', 'mapIterationFailureCount'] as const;

/**
 * Whether `stateConfiguration` fits the state and its mock (API_TestStateConfiguration.html).
 *
 * @throws AwsError ValidationException
 */
export function checkConfiguration(state: State, { mock, stateConfiguration = {} }: TestStateCommandInput): void {
  for (const member of COUNTS) {
    const count = stateConfiguration[member] ?? 0;
    if (count < 0) {
      const constraint = 'Member must have value greater than or equal to 0';
      throw constraintViolated(count, `stateConfiguration.${member}`, constraint);
    }
  }
  for (const [member, name] of Object.entries(NAMES)) {
    if (member in stateConfiguration && !mock) {
      throw validationError(`TestState does not support ${name} when a mock is not specified.`);
    }
  }
  checkMapConfiguration(state, stateConfiguration);
  checkCause(state, stateConfiguration.errorCausedByState, mock?.errorOutput !== undefined);
}

function checkMapConfiguration(
  { type, mockable }: State,
  { mapIterationFailureCount, mapItemReaderData }: NonNullable<TestStateCommandInput['stateConfiguration']>,
): void {
  if (mapIterationFailureCount !== undefined && type !== 'Map') throw notSupportedFor('MapIterationFailureCount', type);
  if (mapItemReaderData === undefined) return;
  if (type !== 'Map') throw notSupportedFor('MapItemReaderData', type);
  if (!mockable?.readsItems) throw validationError('MapItemReaderData needs a Map state with an ItemReader.');
}

function checkCause({ type, mockable }: State, name: string | undefined, fails: boolean): void {
  if (name === undefined) return;
  if (type !== 'Map' && type !== 'Parallel') throw notSupportedFor('ErrorCausedByState', type);
  if (!fails) throw validationError('ErrorCausedByState needs a mock with an errorOutput.');
  if (!holds(mockable?.workflows ?? [], name)) {
    throw validationError(`ErrorCausedByState names a state that is not inside the tested one: ${name}`);
  }
}

const holds = (workflows: readonly Workflow[], name: string): boolean =>
  workflows.some(
    ({ states }) =>
      states.has(name) || [...states.values()].some(({ mockable }) => holds(mockable?.workflows ?? [], name)),
  );

const notSupportedFor = (name: string, type: string) =>
  validationError(`TestState does not support ${name} for the state type '${type}'.`);
