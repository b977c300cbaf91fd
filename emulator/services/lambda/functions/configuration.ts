import type { CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { LOG_LEVELS, type LogLevel } from '../bootstrap/messages.ts';
import { RESERVED_VARIABLES } from '../environment/environment-variables.ts';
import { constraintBroken, invalidParameter, missing } from '../errors.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import {
  DEFAULT_EPHEMERAL_STORAGE_MEGABYTES,
  DEFAULT_MEMORY_MEGABYTES,
  DEFAULT_TIMEOUT_SECONDS,
  ENVIRONMENT_VARIABLES_BYTES,
  LARGEST_EPHEMERAL_STORAGE_MEGABYTES,
  LARGEST_MEMORY_MEGABYTES,
  LAYERS_PER_FUNCTION,
  LONGEST_TIMEOUT_SECONDS,
} from '../limits.ts';
import type { FunctionConfiguration, FunctionLayer, Logging } from './function-record.ts';
import { checkRuntime } from './runtimes.ts';

/** Members that CreateFunction, UpdateFunctionConfiguration and AWS::Lambda::Function share. */
export type ConfigurationInput = Partial<
  Omit<CreateFunctionCommandInput, 'FunctionName' | 'Code' | 'Publish' | 'Tags' | 'CodeSigningConfigArn'>
>;

/** What AWS has and this emulator does not: asking for it is an error that names it. */
const UNSUPPORTED = [
  'FileSystemConfigs',
  'ImageConfig',
  'TenancyConfig',
  'CapacityProviderConfig',
  'DurableConfig',
] as const satisfies readonly (keyof ConfigurationInput)[];

const VARIABLE_NAME = /^[a-zA-Z]\w*$/;
const ROLE_ARN = /^arn:aws[a-zA-Z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/;

/**
 * The configuration that results from an input.
 *
 * @param base what stays where the input says nothing; undefined for a new function
 * @throws AwsError InvalidParameterValueException or ValidationException, naming the member
 */
export function configure(
  functionName: string,
  input: ConfigurationInput,
  base: FunctionConfiguration | undefined,
  layers: LayerStore,
): FunctionConfiguration {
  refuseUnsupported(input);
  const { Runtime: runtime = base?.runtime, Handler: handler = base?.handler, Role: role = base?.role } = input;
  if (role === undefined) throw missing('role');
  if (!ROLE_ARN.test(role)) {
    throw constraintBroken(role, 'role', `Member must satisfy regular expression pattern: ${ROLE_ARN.source}`);
  }
  if (!runtime || !handler) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  const deadLetterTarget = input.DeadLetterConfig ? input.DeadLetterConfig.TargetArn : base?.deadLetterTarget;
  const kmsKeyArn = input.KMSKeyArn ?? base?.kmsKeyArn;
  const vpc = vpcOf(input) ?? base?.vpc;
  return {
    description: input.Description ?? base?.description ?? '',
    runtime: checkRuntime(runtime),
    handler,
    role,
    timeoutSeconds: within(
      input.Timeout ?? base?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
      'timeout',
      1,
      LONGEST_TIMEOUT_SECONDS,
    ),
    memoryMegabytes: within(
      input.MemorySize ?? base?.memoryMegabytes ?? DEFAULT_MEMORY_MEGABYTES,
      'memorySize',
      DEFAULT_MEMORY_MEGABYTES,
      LARGEST_MEMORY_MEGABYTES,
    ),
    ephemeralStorageMegabytes: within(
      input.EphemeralStorage?.Size ?? base?.ephemeralStorageMegabytes ?? DEFAULT_EPHEMERAL_STORAGE_MEGABYTES,
      'ephemeralStorage.size',
      DEFAULT_EPHEMERAL_STORAGE_MEGABYTES,
      LARGEST_EPHEMERAL_STORAGE_MEGABYTES,
    ),
    variables: input.Environment ? checkVariables(input.Environment.Variables ?? {}) : (base?.variables ?? {}),
    layers: input.Layers ? findLayers(input.Layers, layers) : (base?.layers ?? []),
    architecture: architectureOf(input.Architectures?.[0] ?? base?.architecture ?? 'x86_64'),
    tracing: (input.TracingConfig?.Mode ?? base?.tracing) === 'Active' ? 'Active' : 'PassThrough',
    logging: loggingOf(functionName, input.LoggingConfig, base?.logging),
    ...(deadLetterTarget ? { deadLetterTarget } : {}),
    ...(kmsKeyArn ? { kmsKeyArn } : {}),
    ...(vpc ? { vpc } : {}),
  };
}

function refuseUnsupported(input: ConfigurationInput): void {
  if (input.PackageType === 'Image') {
    throw invalidParameter(
      'The emulator runs functions of package type Zip, not container images (PackageType Image).',
    );
  }
  if (input.SnapStart?.ApplyOn === 'PublishedVersions') {
    throw invalidParameter(`${input.Runtime} is not supported for SnapStart enabled functions.`);
  }
  const name = UNSUPPORTED.find((member) => {
    const value = input[member];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  if (name) throw invalidParameter(`The emulator does not support ${name} of a function.`);
}

function within(value: number, member: string, lowest: number, highest: number): number {
  if (value < lowest) {
    throw constraintBroken(value, member, `Member must have value greater than or equal to ${lowest}`);
  }
  if (value > highest) throw constraintBroken(value, member, `Member must have value less than or equal to ${highest}`);
  return value;
}

function checkVariables(variables: Record<string, string>): Record<string, string> {
  const names = Object.keys(variables);
  const reserved = names.filter((name) => RESERVED_VARIABLES.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const wrong = names.find((name) => !VARIABLE_NAME.test(name));
  if (wrong !== undefined) {
    throw constraintBroken(
      wrong,
      'environment.variables',
      `Map keys must satisfy regular expression pattern: ${VARIABLE_NAME.source}`,
    );
  }
  if (variables.AWS_LAMBDA_EXEC_WRAPPER) {
    throw invalidParameter('The emulator does not support wrapper scripts (AWS_LAMBDA_EXEC_WRAPPER).');
  }
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes > ENVIRONMENT_VARIABLES_BYTES) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`,
    );
  }
  return variables;
}

function findLayers(arns: readonly string[], layers: LayerStore): readonly FunctionLayer[] {
  if (arns.length > LAYERS_PER_FUNCTION) {
    throw invalidParameter(`Cannot reference more than ${LAYERS_PER_FUNCTION} layers.`);
  }
  return arns.map((arn) => {
    const layer = layers.byArn(arn);
    if (layer) return { arn, directory: layer.code.directory, sizeBytes: layer.code.sizeBytes };
    throw invalidParameter(
      `Layer version ${arn} does not exist in this emulator, which has the layers of its own account only.`,
    );
  });
}

function architectureOf(architecture: string): 'x86_64' | 'arm64' {
  if (architecture === 'x86_64' || architecture === 'arm64') return architecture;
  throw constraintBroken(`[${architecture}]`, 'architectures', 'Member must satisfy enum value set: [x86_64, arm64]');
}

function loggingOf(
  functionName: string,
  input: ConfigurationInput['LoggingConfig'],
  base: Logging | undefined,
): Logging {
  const format = input?.LogFormat ?? base?.format ?? 'Text';
  if (format === 'Text' && (input?.ApplicationLogLevel || input?.SystemLogLevel)) {
    throw invalidParameter('ApplicationLogLevel and SystemLogLevel can only be set when LogFormat is JSON.');
  }
  const systemLevel = input?.SystemLogLevel ?? base?.systemLevel ?? 'INFO';
  return {
    format: format === 'JSON' ? 'JSON' : 'Text',
    applicationLevel: levelOf(input?.ApplicationLogLevel ?? base?.applicationLevel ?? 'INFO'),
    systemLevel: systemLevel === 'DEBUG' || systemLevel === 'WARN' ? systemLevel : 'INFO',
    group: input?.LogGroup ?? base?.group ?? `/aws/lambda/${functionName}`,
  };
}

function levelOf(level: string): LogLevel {
  const found = LOG_LEVELS.find((known) => known === level);
  if (found) return found;
  throw constraintBroken(
    level,
    'loggingConfig.applicationLogLevel',
    `Member must satisfy enum value set: [${LOG_LEVELS.join(', ')}]`,
  );
}

function vpcOf({ VpcConfig: vpc }: ConfigurationInput): FunctionConfiguration['vpc'] {
  if (!vpc) return undefined;
  return {
    subnets: vpc.SubnetIds ?? [],
    securityGroups: vpc.SecurityGroupIds ?? [],
    ipv6: vpc.Ipv6AllowedForDualStack ?? false,
  };
}
