import type { JsonObject } from '../json.ts';
import { argumentsObject } from './arguments.ts';
import { SDK_SERVICES } from './aws-sdk-names.ts';
import { sdkFailure } from './errors.ts';
import { type Integration, notSupported, type Pattern, type UnusableResource } from './integration.ts';
import { doorCall, type IntegrationDeps } from './optimised.ts';

/**
 * What the SDK for Java adds to a request by itself: checksums (https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html),
 * and the type of a body, which is text in every state machine.
 */
const DEFAULTS: Readonly<Record<string, JsonObject>> = {
  's3:PutObject': { ChecksumAlgorithm: 'CRC32', ContentType: 'text/plain; charset=UTF-8' },
  's3:UploadPart': { ChecksumAlgorithm: 'CRC32' },
};

/**
 * `arn:aws:states:::aws-sdk:<service>:<operation>`: any operation of any service that the emulator has
 * (https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html).
 */
export function awsSdk(
  deps: IntegrationDeps,
  { arn, name, action, pattern }: { arn: string; name: string; action: string; pattern: Pattern },
): Integration | UnusableResource {
  const known = SDK_SERVICES[name];
  const operation = `${action.charAt(0).toUpperCase()}${action.slice(1)}`;
  if (!known || !deps.door.has(known.service, operation)) return notSupported(arn);
  const { service, className } = known;
  const naming = { service, prefix: className, generic: `${className}Exception`, serviceLabel: className };
  return {
    events: 'Task',
    pattern,
    resourceType: `aws-sdk:${name}`,
    resource: pattern === 'callback' ? `${action}.waitForTaskToken` : action,
    express: pattern === 'request',
    unknownField: (template) => deps.codec.unknownField(service, operation, template),
    mockProblem: (result, mode) => deps.codec.mockProblem(service, operation, result, mode),
    async call(task) {
      try {
        const parameters = { ...DEFAULTS[`${service}:${operation}`], ...argumentsObject(task.parameters) };
        const input = deps.codec.decode(service, operation, parameters);
        const output = await deps.door.call(doorCall(service, operation, task), input);
        return await deps.codec.encode(service, operation, output);
      } catch (thrown) {
        throw sdkFailure(thrown, naming, deps);
      }
    },
  };
}
