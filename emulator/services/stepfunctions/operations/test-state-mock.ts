import type { TestStateCommandInput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../door/errors.ts';
import { Failure } from '../engine/failure.ts';
import type { Mock } from '../engine/rehearsal.ts';
import type { State, StateType } from '../engine/state.ts';
import { isObject, type Json } from '../json.ts';

const MOCKABLE: ReadonlySet<StateType> = new Set(['Task', 'Parallel', 'Map']);
const ONLY_MOCKED: ReadonlySet<StateType> = new Set(['Parallel', 'Map']);

/** What a test puts in place of the state's action. @throws AwsError when the state cannot be tested so */
export function checkMock(
  state: State,
  { mock, stateConfiguration }: TestStateCommandInput,
  definition: string,
): Mock | undefined {
  if (!mock) {
    if (stateConfiguration?.mapIterationFailureCount !== undefined) {
      throw invalid('TestState does not support MapIterationFailureCount when a mock is not specified.');
    }
    if (ONLY_MOCKED.has(state.type)) {
      throw new AwsError(
        'InvalidDefinition',
        'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
      );
    }
    return undefined;
  }
  if (!MOCKABLE.has(state.type)) throw invalid(`State type '${state.type}' is not supported when a mock is specified`);
  if (mock.errorOutput) return { failure: new Failure(mock.errorOutput.error, mock.errorOutput.cause) };
  const result = parse(mock.result ?? '');
  if (state.type === 'Map' && /"ResultWriter"\s*:/.test(definition) && !isObject(result)) {
    throw invalid('Mocked result must be a JSON object.');
  }
  const problem = state.mockProblem?.(result, mock.fieldValidationMode ?? 'STRICT');
  if (problem !== undefined) throw invalid(`Mock result schema validation error: ${problem}`);
  return { result };
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw invalid('Mocked result must be valid JSON');
  }
}

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
