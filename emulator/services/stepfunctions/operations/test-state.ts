import type { TestStateCommandInput, TestStateCommandOutput } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import { invalidDefinition, invalidExecutionInput, notInEnum, validationError } from '../api-errors.ts';
import { machineArn } from '../arns.ts';
import { explainJsonSyntax } from '../asl/json-syntax.ts';
import { parseDefinition, parseState } from '../asl/parse.ts';
import type { Failure } from '../engine/failure.ts';
import type { Mock, Rehearsal } from '../engine/rehearsal.ts';
import { WouldRetry } from '../engine/rehearsal.ts';
import { rehearse } from '../engine/rehearse.ts';
import type { Exit, State } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import { mockableCatalog } from '../integrations/mockable-catalog.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { OperationDeps } from './deps.ts';
import { required } from './names.ts';
import { checkContext } from './test-state-context.ts';
import { checkMock } from './test-state-mock.ts';

type Deps = Pick<OperationDeps, 'account' | 'clock' | 'ids' | 'engine' | 'integrations'>;
type Output = Omit<TestStateCommandOutput, '$metadata'>;

/** Name of a state that is tested without its state machine. */
const LONE_STATE = 'StateName';

/**
 * Runs one state alone, with its action mocked or real, and shows what passes through it
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html).
 */
export const testState = (deps: Deps) =>
  operation<TestStateCommandInput, Output>({
    name: 'TestState',
    access: () => [{ action: 'states:TestState', resource: '*' }],
    async run(input) {
      const definition = required(input.definition, 'definition');
      const state = findState(deps, definition, input);
      checkLevel(input.inspectionLevel);
      const mock = checkMock(state, input);
      const text = parseable(input.input ?? '{}');
      const rehearsal = rehearsalOf(input, mock);
      const visit = rehearse(deps.engine, {
        state,
        rehearsal,
        input: text,
        roleArn: input.roleArn ?? '',
        machineArn: machineArn(deps.account, deps.ids.uuid()),
        variables: variablesOf(input.variables),
      });
      rehearsal.inspected.input = text;
      const outcome = await outcomeOf(visit);
      return input.inspectionLevel === 'DEBUG' || input.inspectionLevel === 'TRACE'
        ? { ...outcome, inspectionData: rehearsal.inspected }
        : outcome;
    },
  });

const LEVELS: readonly string[] = ['INFO', 'DEBUG', 'TRACE'];

function checkLevel(level: string | undefined): void {
  if (level === undefined || LEVELS.includes(level)) return;
  throw notInEnum(level, 'inspectionLevel', LEVELS);
}

/** The state by its name in a whole definition, or a definition of a state alone. */
function findState(deps: Deps, definition: string, { stateName, mock }: TestStateCommandInput): State {
  const integrations = mock ? mockableCatalog(deps.integrations) : deps.integrations;
  const options = { machineType: 'STANDARD' as const, integrations };
  if (stateName === undefined) {
    const { state, diagnostics } = parseState(definition, { ...options, name: LONE_STATE });
    if (!state) throw invalidDefinition(diagnostics);
    return state;
  }
  const { states, program, diagnostics } = parseDefinition(definition, options);
  if (!program) throw invalidDefinition(diagnostics);
  const state = states.get(stateName);
  if (!state) throw validationError('State not found in definition');
  return state;
}

function rehearsalOf(input: TestStateCommandInput, mock: Mock | undefined): Rehearsal {
  const { retrierRetryCount = 0, mapItemReaderData, mapIterationFailureCount } = input.stateConfiguration ?? {};
  return {
    mock,
    context: input.context === undefined ? undefined : checkContext(parseable(input.context)),
    retrierRetryCount,
    readerData: mapItemReaderData,
    iterationFailures: mapIterationFailureCount,
    inspected: {},
  };
}

async function outcomeOf(visit: Visit): Promise<Output> {
  try {
    return succeeded(visit, await visit.state.run(visit));
  } catch (thrown) {
    if (thrown instanceof WouldRetry) {
      const { inspected } = visit.rehearsal ?? { inspected: {} };
      Object.assign(inspected, {
        errorDetails: { retryIndex: thrown.index, retryBackoffIntervalSeconds: thrown.intervalSeconds },
      });
      return { status: 'RETRIABLE', ...errorOf(thrown.failure) };
    }
    return { status: 'FAILED', ...errorOf(visit.failureOf(thrown)) };
  }
}

function succeeded(visit: Visit, { output, next, assign }: Exit): Output {
  const { caught, rehearsal } = visit;
  if (rehearsal && assign) rehearsal.inspected.variables = JSON.stringify(assign);
  if (rehearsal && caught) rehearsal.inspected.errorDetails = { catchIndex: caught.index };
  return {
    status: caught ? 'CAUGHT_ERROR' : 'SUCCEEDED',
    output: output.text,
    ...(next === undefined ? {} : { nextState: next }),
    ...(caught ? errorOf(caught.failure) : {}),
  };
}

const errorOf = ({ error, causeText }: Failure): Pick<Output, 'error' | 'cause'> => ({
  ...(error === undefined ? {} : { error }),
  ...(causeText === undefined ? {} : { cause: causeText }),
});

function parseable(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw invalidExecutionInput(explainJsonSyntax(text));
  }
}

function variablesOf(text: string | undefined): JsonObject {
  if (text === undefined) return {};
  const variables = JSON.parse(parseable(text)) as Json;
  if (isObject(variables)) return variables;
  throw new AwsError('ValidationException', 'Variables must be a JSON object');
}
