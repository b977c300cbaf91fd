import type { InspectionData, MockResponseValidationMode } from '@aws-sdk/client-sfn';
import type { Json, JsonObject } from '../json.ts';
import { Failure } from './failure.ts';
import type { Workflow } from './state.ts';

/** What stands in for the action of a state that is tested alone. */
export type Mock = { readonly result: Json } | { readonly failure: Failure };

/** What TestState has to know of a state whose action a mock can stand in for. */
export interface Mockable {
  /** Whether TestState cannot run the action itself. */
  readonly onlyMocked: boolean;
  /** What a mocked result has to be; undefined: any JSON. */
  readonly resultType?: 'array' | 'object';
  /** The states inside, of which one can be the cause of a mocked failure. */
  readonly workflows: readonly Workflow[];
  /** Whether the items come from an ItemReader. */
  readonly readsItems: boolean;
  /** What is wrong with a mocked result by the model of the API behind the action. */
  problem?(result: Json, mode: MockResponseValidationMode): string | undefined;
}

/** How TestState runs a state: once, with what it mocks, noting what passes through (API_TestState.html). */
export interface Rehearsal {
  readonly mock: Mock | undefined;
  /** The Context object instead of the one that the engine makes. */
  readonly context: JsonObject | undefined;
  /** How often the retrier that matches was used before. */
  readonly retrierRetryCount: number;
  /** What the ItemReader of a Map state finds at its source. */
  readonly readerData: string | undefined;
  /** How many iterations of a Map state failed. */
  readonly iterationFailures: number | undefined;
  readonly inspected: { -readonly [member in keyof InspectionData]: InspectionData[member] };
}

/** A failure that a retrier would answer: the rehearsal ends there. */
export class WouldRetry extends Error {
  readonly failure: Failure;
  readonly index: number;
  readonly intervalSeconds: number;

  constructor(failure: Failure, index: number, intervalSeconds: number) {
    super('The state would be retried');
    this.name = 'WouldRetry';
    this.failure = failure;
    this.index = index;
    this.intervalSeconds = intervalSeconds;
  }
}

/** A failure that a catcher has answered. */
export interface Caught {
  readonly failure: Failure;
  readonly index: number;
}

/** @throws Failure when more iterations failed than the Map state bears; without a limit none is checked */
export function judgeIterations(
  failures: number | undefined,
  items: number,
  { count, percentage }: { readonly count: number | undefined; readonly percentage: number | undefined },
): void {
  if (failures === undefined) return;
  const tooMany = count !== undefined && failures > count;
  const tooLarge = percentage !== undefined && (failures / Math.max(items, 1)) * 100 > percentage;
  if (tooMany || tooLarge) {
    throw new Failure(
      'States.ExceedToleratedFailureThreshold',
      'The specified tolerated failure threshold was exceeded',
    );
  }
}

/** The mocked result. @throws Failure the mocked one */
export function mocked(mock: Mock): Json {
  if ('failure' in mock) throw mock.failure;
  return mock.result;
}
