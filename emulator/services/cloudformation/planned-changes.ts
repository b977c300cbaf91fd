import { isDeepStrictEqual } from 'node:util';
import type { ResourceChange, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import { dependencies } from '../../template/language/dependencies.ts';
import { replaceReferences, ssmReferences } from '../../template/language/dynamic-references.ts';
import { dependencyOrder } from '../../template/language/graph.ts';
import { parameterValues, ssmParameterNames } from '../../template/language/parameters.ts';
import { resolve } from '../../template/language/resolve.ts';
import { StackScope } from '../../template/language/stack-scope.ts';
import { parseTemplate, type Template } from '../../template/language/template.ts';
import { hasUnknown, isRecord, Unknown } from '../../template/language/unknown.ts';
import { deployedStacks } from '../../template/stacks/deployed-stacks.ts';
import type { StackEngine } from '../../template/stacks/stack-engine.ts';
import type { StackInput } from '../../template/stacks/stack-input.ts';
import type { ResourceRecord, StackRecord } from '../../template/stacks/stack-record.ts';

/** What a deployment would do to the resources of a stack. Values that only the deployment can tell count as changed. */
export async function plannedChanges(
  engine: StackEngine,
  stack: StackRecord,
  input: StackInput,
): Promise<ResourceChange[]> {
  const template = parseTemplate(input.templateBody);
  const current = new Map(engine.store.resources(stack.id).map((record) => [record.logicalId, record]));
  const ssm = await engine.parameters.read([
    ...ssmParameterNames(template, input.parameters),
    ...ssmReferences(template.Resources),
  ]);
  const context = {
    account: engine.account,
    template,
    stack: { name: stack.name, id: stack.id, notificationArns: input.notificationArns ?? [] },
    parameters: parameterValues(template, input.parameters, ssm),
    stacks: deployedStacks(engine.store),
  };
  const changes = new Map<string, ResourceChange>();
  /** What will be another resource, and therefore have another id. */
  const renewed = (logicalId: string) => {
    const change = changes.get(logicalId);
    return change?.Action === 'Add' || (change?.Replacement ?? 'False') !== 'False';
  };
  const lookUp = (logicalId: string, read: (record: ResourceRecord) => unknown) => {
    const record = current.get(logicalId);
    return record === undefined || renewed(logicalId) ? new Unknown(logicalId) : read(record);
  };
  const scope = new StackScope({
    ...context,
    resources: {
      ref: (logicalId) => lookUp(logicalId, ({ physicalId }) => physicalId),
      attribute: (logicalId, name) =>
        changes.has(logicalId) ? new Unknown(logicalId) : lookUp(logicalId, ({ attributes }) => attributes[name]),
    },
  });
  const order = dependencyOrder(dependencies(context).resources);
  for (const logicalId of order) {
    const properties = replaceReferences(resolve(template.Resources[logicalId]?.Properties ?? {}, scope), ssm);
    const change = resourceChange(engine, template, logicalId, current.get(logicalId), properties);
    if (change) changes.set(logicalId, change);
  }
  const removed = [...current.values()].filter(({ logicalId }) => !order.includes(logicalId)).map(removal);
  return [...changes.values(), ...removed];
}

function resourceChange(
  { types }: StackEngine,
  template: Template,
  logicalId: string,
  record: ResourceRecord | undefined,
  properties: unknown,
): ResourceChange | undefined {
  const type = template.Resources[logicalId]?.Type ?? '';
  if (!record) return { Action: 'Add', LogicalResourceId: logicalId, ResourceType: type, Scope: [], Details: [] };
  const createOnly = new Set(types.find(type)?.createOnly.map((path) => path.split('.')[0]));
  const next = isRecord(properties) ? properties : {};
  const names = [...new Set([...Object.keys(record.properties), ...Object.keys(next)])];
  const changed = names.filter((name) => !isDeepStrictEqual(record.properties[name], next[name]));
  if (changed.length === 0) return undefined;
  const details = changed.map((name) => detail(name, createOnly.has(name), hasUnknown(next[name])));
  const requirements = details.map(({ Target }) => Target?.RequiresRecreation);
  return {
    Action: 'Modify',
    LogicalResourceId: logicalId,
    PhysicalResourceId: record.physicalId,
    ResourceType: type,
    Replacement: requirements.includes('Always')
      ? 'True'
      : requirements.includes('Conditionally')
        ? 'Conditional'
        : 'False',
    Scope: ['Properties'],
    Details: details,
  };
}

function detail(name: string, isCreateOnly: boolean, isUnknown: boolean): ResourceChangeDetail {
  const RequiresRecreation = isCreateOnly ? (isUnknown ? 'Conditionally' : 'Always') : 'Never';
  return {
    Target: { Attribute: 'Properties', Name: name, RequiresRecreation },
    Evaluation: isUnknown ? 'Dynamic' : 'Static',
    ChangeSource: isUnknown ? 'ResourceReference' : 'DirectModification',
  };
}

const removal = ({ logicalId, physicalId, type, deletionPolicy }: ResourceRecord): ResourceChange => ({
  PolicyAction: deletionPolicy === 'Delete' ? 'Delete' : deletionPolicy === 'Snapshot' ? 'Snapshot' : 'Retain',
  Action: 'Remove',
  LogicalResourceId: logicalId,
  PhysicalResourceId: physicalId,
  ResourceType: type,
  Scope: [],
  Details: [],
});

/** Whether a deployment would leave everything as it is, outputs, parameters and tags included. */
export function changesNothing(changes: readonly ResourceChange[], stack: StackRecord, input: StackInput): boolean {
  if (changes.length > 0) return false;
  const before = parseTemplate(stack.templateBody);
  const after = parseTemplate(input.templateBody);
  const given = Object.fromEntries(stack.details.parameters.map(({ key, value }) => [key, value]));
  return (
    isDeepStrictEqual([before.Outputs, before.Description], [after.Outputs, after.Description]) &&
    isDeepStrictEqual(stack.details.tags, input.tags) &&
    Object.entries(input.parameters).every(([key, value]) => given[key] === value)
  );
}
