import type {
  CreateChangeSetCommandInput,
  CreateStackCommandInput,
  UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { parseTemplate } from '../../template/language/template.ts';
import type { StackInput } from '../../template/stacks/stack-input.ts';
import { NO_ASSETS } from '../../template/stacks/stack-operations.ts';
import type { StackRecord } from '../../template/stacks/stack-record.ts';
import { requireCapabilities } from './capabilities.ts';
import { unsupportedMember, validationError } from './errors.ts';
import { STACK_NAME_CHARACTERS } from './limits.ts';
import type { Deps } from './operations/deps.ts';
import { required } from './required.ts';
import { requestedTemplate } from './template-request.ts';

type Request = CreateStackCommandInput | UpdateStackCommandInput | CreateChangeSetCommandInput;

const STACK_NAME = /^[a-zA-Z][a-zA-Z0-9-]*$/;

/** Members that would change what happens on AWS and cannot here: refused rather than ignored. */
const UNSUPPORTED = [
  'DeploymentMode',
  'ImportExistingResources',
  'ResourcesToImport',
  'ResourceTypes',
  'RetainExceptOnCreate',
  'StackPolicyBody',
  'StackPolicyDuringUpdateBody',
  'StackPolicyDuringUpdateURL',
  'StackPolicyURL',
  'TimeoutInMinutes',
];

/**
 * What a request to create or change a stack asks for.
 *
 * @param current the stack as it is, for what the request leaves as it was
 * @throws AwsError ValidationError, InsufficientCapabilitiesException
 */
export async function stackRequest(
  request: Request,
  deps: Pick<Deps, 'account' | 'door'>,
  current?: StackRecord,
): Promise<StackInput> {
  refuseUnsupported(request);
  const name = current?.name ?? checkedName(required(request.StackName, 'stackName'));
  const source = await requestedTemplate(request, deps, current);
  const template = parseTemplate(source.templateBody);
  requireCapabilities(template, request.Capabilities);
  return {
    name,
    origin: 'api',
    ...source,
    parameters: parametersOf(request, current, Object.keys(template.Parameters)),
    tags: request.Tags
      ? Object.fromEntries(request.Tags.map(({ Key = '', Value = '' }) => [Key, Value]))
      : (current?.details.tags ?? {}),
    capabilities: request.Capabilities ?? [],
    notificationArns: request.NotificationARNs ?? current?.details.notificationArns ?? [],
    assets: NO_ASSETS,
    onFailure: isRollbackDisabled(request) ? 'DO_NOTHING' : 'ROLLBACK',
    ...(request.RoleARN === undefined ? {} : { roleArn: request.RoleARN }),
  };
}

/** A deployment's mode makes no difference here, where every resource is ready as soon as it is made. */
const isRollbackDisabled = (request: Request): boolean =>
  request.DeploymentConfig?.DisableRollback ?? ('DisableRollback' in request && request.DisableRollback === true);

/** A stack keeps its values where a request says so; a parameter that is not mentioned takes its default. */
function parametersOf({ Parameters = [] }: Request, current: StackRecord | undefined, declared: readonly string[]) {
  const previous = new Map(current?.details.parameters.map(({ key, value }) => [key, value]));
  return Object.fromEntries(
    Parameters.flatMap(({ ParameterKey = '', ParameterValue, UsePreviousValue }) => {
      if (!UsePreviousValue) return [[ParameterKey, ParameterValue ?? '']];
      const value = previous.get(ParameterKey);
      if (value !== undefined) return [[ParameterKey, value]];
      if (declared.includes(ParameterKey)) throw validationError(`Parameters: [${ParameterKey}] must have values`);
      return [];
    }),
  );
}

function checkedName(name: string): string {
  if (STACK_NAME.test(name) && name.length <= STACK_NAME_CHARACTERS) return name;
  throw validationError(
    `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*`,
  );
}

function refuseUnsupported(request: Request): void {
  for (const [member, value] of Object.entries(request))
    if (UNSUPPORTED.includes(member) && value !== undefined && value !== false) throw unsupportedMember(member);
  if (request.RollbackConfiguration?.RollbackTriggers?.length)
    throw unsupportedMember('RollbackConfiguration.RollbackTriggers');
}
