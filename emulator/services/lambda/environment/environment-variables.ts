import type { Credentials } from '../../../door/identities.ts';
import type { Account } from '../../../runtime/account.ts';
import { localUrls } from '../../../runtime/local-urls.ts';
import type { FunctionVersion } from '../functions/function-record.ts';

interface Options {
  readonly version: FunctionVersion;
  readonly account: Account;
  /** Where the function's AWS clients go: this emulator. */
  readonly endpoint: string;
  readonly credentials: Credentials;
  readonly logStream: string;
  /** `host:port` that takes trace segments; undefined when nothing does. */
  readonly traceDaemon?: string;
}

/**
 * The environment of a function's process: its own variables over the runtime's, and nothing of this machine's
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime).
 */
export function environmentVariables(options: Options): Record<string, string> {
  return { ...defaults(options), ...ownVariables(options), ...reserved(options) };
}

/** URLs of APIs are handed to the code as what it can call. */
function ownVariables({ version, endpoint }: Options): Record<string, string> {
  const entries = Object.entries(version.variables);
  return Object.fromEntries(entries.map(([name, value]) => [name, localUrls(value, { endpoint })]));
}

/** What a function may set otherwise. */
function defaults({ account, endpoint, traceDaemon }: Options): Record<string, string> {
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    AWS_DEFAULT_REGION: account.region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    ...(traceDaemon ? { AWS_XRAY_DAEMON_ADDRESS: traceDaemon } : {}),
  };
}

/** What Lambda sets and a function can't. */
function reserved({ version, account, credentials, logStream }: Options): Record<string, string> {
  return {
    _HANDLER: version.handler,
    LAMBDA_TASK_ROOT: version.code.directory,
    AWS_REGION: account.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${version.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: version.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: version.logging.group,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_LOG_FORMAT: version.logging.format,
    ...(version.logging.format === 'JSON' ? { AWS_LAMBDA_LOG_LEVEL: version.logging.applicationLevel } : {}),
    AWS_ACCESS_KEY: credentials.accessKeyId,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html: names that a function's configuration may not set. */
export const RESERVED_VARIABLES: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);
