import type {
  Capability,
  Stack,
  StackEvent,
  StackResource,
  StackResourceSummary,
  StackSummary,
} from '@aws-sdk/client-cloudformation';
import type * as records from '../../template/stacks/stack-record.ts';

const CAPABILITIES: readonly string[] = [
  'CAPABILITY_AUTO_EXPAND',
  'CAPABILITY_IAM',
  'CAPABILITY_NAMED_IAM',
] satisfies Capability[];
const isCapability = (name: string): name is Capability => CAPABILITIES.includes(name);

/** What NoEcho parameters show instead of their values. */
const MASK = '****';

const NOT_CHECKED = { StackDriftStatus: 'NOT_CHECKED' } as const;

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html
 *
 * @param localUrls makes URLs of APIs such as the reader of the outputs can open
 */
export function stackShape(stack: records.StackRecord, localUrls = (text: string) => text): Stack {
  const { details } = stack;
  return {
    ...identity(stack),
    Description: details.description,
    Parameters: details.parameters.map(({ key, value, resolved, noEcho }) => ({
      ParameterKey: key,
      ParameterValue: noEcho ? MASK : value,
      ...(resolved === undefined ? {} : { ResolvedValue: resolved }),
    })),
    DisableRollback: details.disableRollback,
    NotificationARNs: [...details.notificationArns],
    Capabilities: details.capabilities.filter(isCapability),
    Outputs: details.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: localUrls(value),
      ...(description === undefined ? {} : { Description: description }),
      ...(exportName === undefined ? {} : { ExportName: exportName }),
    })),
    Tags: Object.entries(details.tags).map(([Key, Value]) => ({ Key, Value })),
    RoleARN: details.roleArn,
    EnableTerminationProtection: details.terminationProtection,
    DriftInformation: NOT_CHECKED,
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSummary.html */
export const stackSummaryShape = (stack: records.StackRecord): StackSummary => ({
  ...identity(stack),
  TemplateDescription: stack.details.description,
  DriftInformation: NOT_CHECKED,
});

function identity(stack: records.StackRecord) {
  const { updatedAt, deletedAt, details } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: new Date(stack.createdAt),
    ...(updatedAt === undefined ? {} : { LastUpdatedTime: new Date(updatedAt) }),
    ...(deletedAt === undefined ? {} : { DeletionTime: new Date(deletedAt) }),
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    ParentId: details.parentId,
    RootId: details.rootId,
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResource.html */
export const resourceShape = (stack: records.StackRecord, resource: records.ResourceRecord): StackResource => ({
  StackName: stack.name,
  StackId: stack.id,
  ...resourceIdentity(resource),
  Timestamp: new Date(resource.updatedAt),
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceSummary.html */
export const resourceSummaryShape = (resource: records.ResourceRecord): StackResourceSummary => ({
  ...resourceIdentity(resource),
  LastUpdatedTimestamp: new Date(resource.updatedAt),
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
});

const resourceIdentity = (resource: records.ResourceRecord) => ({
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.physicalId,
  ResourceType: resource.type,
  ResourceStatus: resource.status,
  ResourceStatusReason:
    resource.statusReason ?? (resource.placeholder ? 'A placeholder: the emulator has no such type' : undefined),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html */
export function eventShape(event: records.StackEvent): StackEvent {
  return {
    StackId: event.stackId,
    EventId: event.eventId,
    StackName: event.stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.at),
    // A stack is the resource of its own events, so its status stands among those of resources.
    ResourceStatus: event.status as StackEvent['ResourceStatus'],
    ResourceStatusReason: event.reason,
  };
}
