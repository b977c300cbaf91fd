import type { MockErrorOutput, MockInput, TestStateCommandInput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../door/errors.ts';
import { constraintViolated, notInEnum, validationError } from '../api-errors.ts';
import { Failure } from '../engine/failure.ts';
import type { Mock, Mockable } from '../engine/rehearsal.ts';
import type { State } from '../engine/state.ts';
import { isObject, type Json } from '../json.ts';
import { checkConfiguration } from './test-state-configuration.ts';

const MODES = ['STRICT', 'PRESENT', 'NONE'] as const;

/** What a test puts in place of the state's action. @throws AwsError when the state cannot be tested so */
export function checkMock(state: State, input: TestStateCommandInput): Mock | undefined {
  const { mock } = input;
  checkConfiguration(state, input);
  if (!mock) {
    checkUnmocked(state, input);
    return undefined;
  }
  if (!state.mockable) {
    throw validationError(`State type '${state.type}' is not supported when a mock is specified`);
  }
  const { result, errorOutput } = mock;
  if ((result === undefined) === (errorOutput === undefined)) {
    throw validationError('A mock needs one of these fields: [result, errorOutput]');
  }
  return errorOutput ? { failure: failureOf(errorOutput) } : { result: resultOf(state.mockable, mock) };
}

/** What only a mock makes possible (API_TestState.html). */
function checkUnmocked(state: State, { context, roleArn }: TestStateCommandInput): void {
  if (context !== undefined) throw validationError('TestState does not support Context when a mock is not specified.');
  if (state.mockable?.onlyMocked && state.type === 'Task') {
    throw new AwsError(
      'InvalidDefinition',
      "TestState API does not support Activity, '.sync' and '.waitForTaskToken' tasks when a mock is not specified.",
    );
  }
  if (state.mockable?.onlyMocked) {
    throw new AwsError(
      'InvalidDefinition',
      'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
    );
  }
  if (state.type === 'Task' && roleArn === undefined) {
    throw validationError('TestState needs a RoleArn for a Task state when a mock is not specified.');
  }
}

function failureOf({ error, cause }: MockErrorOutput): Failure {
  if (error === undefined) throw constraintViolated(undefined, 'mock.errorOutput.error', 'Member must not be null');
  return new Failure(error, cause);
}

function resultOf({ resultType, problem }: Mockable, { result = '', fieldValidationMode = 'STRICT' }: MockInput): Json {
  if (!MODES.includes(fieldValidationMode)) {
    throw notInEnum(fieldValidationMode, 'mock.fieldValidationMode', MODES);
  }
  const value = parse(result);
  if (resultType === 'object' && !isObject(value)) throw validationError('Mocked result must be a JSON object.');
  if (resultType === 'array' && !Array.isArray(value)) throw validationError('Mocked result must be a JSON array.');
  const found = problem?.(value, fieldValidationMode);
  if (found !== undefined) throw validationError(`Mock result schema validation error: ${found}`);
  return value;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw validationError('Mocked result must be valid JSON');
  }
}
