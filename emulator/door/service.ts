import type { Readable } from 'node:stream';
import type { ResourceType } from '../template/resource-type.ts';
import type { AnyOperation, Call } from './operation.ts';
import type { WireAnswer } from './wire/answer.ts';
import type { Handler, UpgradeHandler } from './wire/server.ts';

/** How a service speaks on the wire when the request itself does not say. */
export type Protocol = 'json-1.0' | 'json-1.1' | 'query' | 'rest-json' | 'rest-xml';

/** A request as browsers send it beside a service's operations: a preflight, or a form. */
export interface BrowserRequest {
  readonly method: string;
  /** Path without query, percent-encoded; a bucket in the host name stands at its beginning. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Readable;
  /** The call that the request is to become; without a principal of its own it is anonymous. */
  readonly call: Omit<Call, 'operation'>;
}

/** What a service that browsers talk to directly (S3) does beside its operations. */
export interface BrowserAccess {
  /**
   * Answers what is no operation of the model, or undefined.
   *
   * @throws AwsError
   */
  answer(request: BrowserRequest): Promise<WireAnswer | undefined>;
  /** Headers for the answer to a request from another origin; none when that origin is not allowed. */
  headers(request: Pick<BrowserRequest, 'method' | 'path' | 'headers'>): Readonly<Record<string, string>>;
  /** Whether users say which origins are allowed, as by a bucket's CORS rules. Only those may sign what they ask. */
  readonly namesOrigins?: true;
}

/** A service as the composition root adds it to the cloud. */
export interface ServiceDefinition {
  /** Its folder under `services/`, and its name in traces: `stepfunctions`. */
  readonly name: string;
  /** SigV4 scope and IAM prefix: `states`. */
  readonly signingName: string;
  /** How paths of this service begin, where several share a signing name: `/v2/`. */
  readonly pathPrefix?: string | RegExp;
  /** The SDK client package, which carries the operation schemas: `@aws-sdk/client-sfn`. */
  readonly sdk: string;
  readonly protocol: Protocol;
  /** Prefix of `X-Amz-Target` in the JSON protocols: `AWSStepFunctions`. */
  readonly targetPrefix?: string;
  /**
   * The service spoke AWS Query before and tells its JSON clients the codes of old as well
   * (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait): SQS, CloudWatch.
   */
  readonly queryCompatible?: true;
  /** XML namespace of query and REST XML answers. */
  readonly xmlNamespace?: string;
  /** Code of the error for a call that no policy allows; default `AccessDeniedException`. */
  readonly accessDeniedCode?: string;
  readonly operations: readonly AnyOperation[];
  /** The CloudFormation resource types of the service. */
  readonly resources: readonly ResourceType[];
  readonly browser?: BrowserAccess;
  /** What the service answers beside its API, by path prefix: links in its messages, key sets, captured mail. */
  readonly mounts?: ReadonlyMap<string, Handler>;
  /** Who takes WebSocket connections, by path prefix. */
  readonly upgrades?: ReadonlyMap<string, UpgradeHandler>;
  /** What a user of the service would miss, beyond operations and properties that are not listed; for SUPPORT.md. */
  readonly gaps?: readonly string[];
  /** Takes up what an earlier run left undone. Called once, after all services are there and the door is open. */
  start?(): void | Promise<void>;
  /** Ends timers, workers and polls. */
  stop?(): void | Promise<void>;
}
