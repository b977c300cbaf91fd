import type { ResourceType } from '../template/resource-type.ts';
import type { AnyOperation } from './operation.ts';

/** How a service speaks on the wire when the request itself does not say. */
export type Protocol = 'json-1.0' | 'json-1.1' | 'query' | 'rest-json' | 'rest-xml';

/** A service as the composition root adds it to the cloud. */
export interface ServiceDefinition {
  /** Its folder under `services/`, and its name in traces: `stepfunctions`. */
  readonly name: string;
  /** SigV4 scope and IAM prefix: `states`. */
  readonly signingName: string;
  /** The SDK client package, which carries the operation schemas: `@aws-sdk/client-sfn`. */
  readonly sdk: string;
  readonly protocol: Protocol;
  /** Prefix of `X-Amz-Target` in the JSON protocols: `AWSStepFunctions`. */
  readonly targetPrefix?: string;
  /** XML namespace of query and REST XML answers. */
  readonly xmlNamespace?: string;
  /** Code of the error for a call that no policy allows; default `AccessDeniedException`. */
  readonly accessDeniedCode?: string;
  readonly operations: readonly AnyOperation[];
  /** The CloudFormation resource types of the service. */
  readonly resources: readonly ResourceType[];
  /** What a user of the service would miss, beyond operations and properties that are not listed; for SUPPORT.md. */
  readonly gaps?: readonly string[];
  /** Takes up what an earlier run left undone. Called once, after all services are there and the door is open. */
  start?(): void | Promise<void>;
  /** Ends timers, workers and polls. */
  stop?(): void | Promise<void>;
}
