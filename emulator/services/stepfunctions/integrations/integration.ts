import type { MockResponseValidationMode } from '@aws-sdk/client-sfn';
import type { Principal } from '../../../door/principal.ts';
import type { MaybePromise } from '../engine/maybe-promise.ts';
import type { Visit } from '../engine/visit.ts';
import type { Json, JsonObject } from '../json.ts';

/** How long a task waits: for the response, for the job it started, or for somebody to answer with the task token. */
export type Pattern = 'request' | 'sync' | 'callback';

/** One call of a task, as an integration sees it. */
export interface TaskCall {
  readonly visit: Visit;
  /** The effective arguments. */
  readonly parameters: Json;
  /** Whose permissions count. */
  readonly principal: Principal;
  /** Aborted when the task times out or is given up. */
  readonly signal: AbortSignal;
}

/** What a `Resource` ARN stands for. */
export interface Integration {
  /** The events that report it: `TaskScheduled`, `LambdaFunctionScheduled`, `ActivityScheduled`. */
  readonly events: 'Task' | 'LambdaFunction' | 'Activity';
  readonly pattern: Pattern;
  /** Service, and action with pattern, as events show them: `aws-sdk:s3`, `getObject`; the ARN where it names a resource. */
  readonly resourceType: string;
  readonly resource: string;
  /** Whether Express state machines can use it. */
  readonly express: boolean;
  /** The first field of the Parameters or Arguments, as the definition has them, that the action does not know. */
  unknownField?(template: Json): string | undefined;
  /** Looks at the arguments before anything is scheduled. @throws Failure when the call could not be made with them */
  check?(parameters: Json): void;
  /** Makes the call. @throws Failure with the error names of Step Functions */
  call(task: TaskCall): Promise<Json>;
  /** What is wrong with a mocked answer. */
  mockProblem?(result: Json, mode: MockResponseValidationMode): string | undefined;
  /** Waits for the job that `call` started, in the `sync` pattern. @param submitted what `call` answered */
  follow?(task: TaskCall, submitted: Json): Promise<Json>;
}

/** Why a `Resource` cannot be used. */
export interface UnusableResource {
  readonly problem: string;
}

/** Knows the integrations. */
export interface IntegrationCatalog {
  resolve(resource: string): Integration | UnusableResource;
}

export const isUsable = (found: Integration | UnusableResource): found is Integration => !('problem' in found);

/** AWS's words for an ARN that stands for nothing. */
export const notRecognized = (resource: string): UnusableResource => ({
  problem: `The resource provided ${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
});

/** AWS has it and the emulator does not. */
export const notSupported = (resource: string): UnusableResource => ({
  problem: `The emulator does not have the integration ${resource}; SUPPORT.md lists those that it has.`,
});

/** Reads and writes the members of another service's operations in the JSON of Step Functions: PascalCase, ISO dates, texts for bytes. */
export interface SdkCodec {
  /** @throws AwsError for a value of the wrong type */
  decode(service: string, operation: string, parameters: JsonObject): unknown;
  /** The output as JSON; a streamed body is read to its end. */
  encode(service: string, operation: string, output: unknown): MaybePromise<JsonObject>;
  /** The name of the error's shape in the service's model, or undefined when the model does not have the code. */
  errorShape(service: string, code: string): string | undefined;
  /** The error's code as the service's protocol has it, which differs from the shape's name for AWS Query. */
  wireCode(service: string, code: string): string;
  /** The first field of a template for the operation's input that the input does not have. */
  unknownField(service: string, operation: string, template: Json): string | undefined;
  /** What is wrong with a mocked output of the operation. */
  mockProblem(service: string, operation: string, output: Json, mode: MockResponseValidationMode): string | undefined;
  /** Bytes of the response on the wire, for the metadata that optimised integrations show. */
  responseLength(service: string, operation: string, output: unknown): number;
}
