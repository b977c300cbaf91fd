import type { LogFormat, LogLevel } from '../bootstrap/messages.ts';

/** The version that can be changed. */
export const LATEST = '$LATEST';

/** Where a function's code lies on this machine. */
export interface CodeLocation {
  /** Directory that holds the unpacked code. */
  readonly directory: string;
  /** Base64, as `CodeSha256`. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Whether the directory was unpacked from an upload and belongs to the service, which removes it with its last user. */
  readonly owned: boolean;
}

export interface FunctionLayer {
  /** Of the layer version. */
  readonly arn: string;
  readonly directory: string;
  readonly sizeBytes: number;
}

export interface Logging {
  readonly format: LogFormat;
  /** Lowest level of `console` lines; only with the JSON format. */
  readonly applicationLevel: LogLevel;
  /** Lowest level of the platform's own lines; only with the JSON format. */
  readonly systemLevel: 'DEBUG' | 'INFO' | 'WARN';
  readonly group: string;
}

/** What can be configured of a function, and what a published version freezes. */
export interface FunctionConfiguration {
  readonly description: string;
  readonly runtime: string;
  readonly handler: string;
  /** ARN */
  readonly role: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly ephemeralStorageMegabytes: number;
  readonly variables: Readonly<Record<string, string>>;
  /** The first one lowest. A function keeps its layers also when they are deleted. */
  readonly layers: readonly FunctionLayer[];
  readonly architecture: 'x86_64' | 'arm64';
  readonly tracing: 'Active' | 'PassThrough';
  /** ARN of the queue or topic for asynchronous events that failed. */
  readonly deadLetterTarget?: string;
  readonly logging: Logging;
  readonly kmsKeyArn?: string;
  /** Stored and told, without effect: there is no network to be inside of. */
  readonly vpc?: {
    readonly subnets: readonly string[];
    readonly securityGroups: readonly string[];
    readonly ipv6: boolean;
  };
}

/** A function at one version. */
export interface FunctionVersion extends FunctionConfiguration {
  readonly functionName: string;
  /** `$LATEST`, or a number from 1. */
  readonly version: string;
  readonly code: CodeLocation;
  /** ISO 8601 with `+0000`, as Lambda writes it. */
  readonly lastModified: string;
  readonly revisionId: string;
}

export interface Alias {
  readonly functionName: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Parts (0 to 1) of invocations that go to other versions. */
  readonly weights: Readonly<Record<string, number>>;
  readonly revisionId: string;
}

/** How asynchronous events of a function, version or alias are treated. */
export interface EventInvokeConfig {
  readonly functionName: string;
  readonly qualifier: string;
  readonly lastModified: number;
  readonly retries?: number;
  readonly ageSeconds?: number;
  /** ARNs */
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

/** What belongs to a function as a whole. */
export interface FunctionSettings {
  readonly functionName: string;
  readonly nextVersion: number;
  readonly reservedConcurrency?: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Statements of the resource policies, by qualifier (empty for the function itself). */
  readonly policies: Readonly<Record<string, ResourcePolicy>>;
}

export interface ResourcePolicy {
  readonly revisionId: string;
  readonly statements: readonly PolicyStatement[];
}

/** A statement as AddPermission makes it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*' | { readonly Service: string } | { readonly AWS: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
