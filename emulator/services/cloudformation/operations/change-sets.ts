import type {
  DeleteChangeSetCommandInput,
  DeleteChangeSetCommandOutput,
  DescribeChangeSetCommandInput,
  DescribeChangeSetCommandOutput,
  ExecuteChangeSetCommandInput,
  ExecuteChangeSetCommandOutput,
  ListChangeSetsCommandInput,
  ListChangeSetsCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import { NO_ASSETS } from '../../../template/stacks/stack-operations.ts';
import { onStack } from '../access.ts';
import type { ChangeSet, ChangeSets } from '../change-sets.ts';
import { noChangeSet, noStack, validationError } from '../errors.ts';
import { pageOf } from '../pages.ts';
import { required } from '../required.ts';
import { stackShape } from '../shapes.ts';
import { type Deps, findStack } from './deps.ts';

type ChangeSetDeps = Deps & { readonly changeSets: ChangeSets };

interface Named {
  readonly ChangeSetName: string | undefined;
  readonly StackName?: string | undefined;
}

/** @throws AwsError ChangeSetNotFound; ValidationError for a name without its stack */
function findChangeSet(named: Named, deps: ChangeSetDeps): ChangeSet {
  const changeSet = lookUp(named, deps);
  if (!changeSet) throw noChangeSet(named.ChangeSetName ?? '');
  return changeSet;
}

function lookUp({ ChangeSetName, StackName }: Named, { stacks, changeSets }: ChangeSetDeps): ChangeSet | undefined {
  const name = required(ChangeSetName, 'changeSetName');
  if (!name.startsWith('arn:') && !StackName)
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  const stack = StackName ? findStack(stacks, StackName, noStack) : undefined;
  return changeSets.find(name, stack?.id);
}

const identity = (changeSet: ChangeSet) => ({
  ChangeSetId: changeSet.id,
  ChangeSetName: changeSet.name,
  StackId: changeSet.stackId,
  StackName: changeSet.stackName,
  Description: changeSet.description,
  CreationTime: new Date(changeSet.createdAt),
  ExecutionStatus: changeSet.executionStatus,
  Status: changeSet.status,
  StatusReason: changeSet.statusReason,
});

export const describeChangeSet = (deps: ChangeSetDeps) =>
  operation<DescribeChangeSetCommandInput, Omit<DescribeChangeSetCommandOutput, '$metadata'>>({
    name: 'DescribeChangeSet',
    access: ({ StackName }) => onStack(deps.account, 'DescribeChangeSet', StackName),
    run(request) {
      const changeSet = findChangeSet(request, deps);
      const { page, ...rest } = pageOf(changeSet.changes, request.NextToken);
      const { input } = changeSet;
      const stack = deps.stacks.find(changeSet.stackId);
      return {
        ...identity(changeSet),
        Parameters: Object.entries(input.parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
        NotificationARNs: [...(input.notificationArns ?? [])],
        Capabilities:
          stack &&
          stackShape({ ...stack, details: { ...stack.details, capabilities: input.capabilities ?? [] } }).Capabilities,
        Tags: Object.entries(input.tags).map(([Key, Value]) => ({ Key, Value })),
        Changes: page.map((ResourceChange) => ({ Type: 'Resource', ResourceChange })),
        IncludeNestedStacks: false,
        OnStackFailure: input.onFailure,
        ...rest,
      };
    },
  });

/** Begins the deployment that the change set foretold; the stack's other change sets are gone with it. */
export const executeChangeSet = (deps: ChangeSetDeps) =>
  operation<ExecuteChangeSetCommandInput, Omit<ExecuteChangeSetCommandOutput, '$metadata'>>({
    name: 'ExecuteChangeSet',
    access: ({ StackName }) => onStack(deps.account, 'ExecuteChangeSet', StackName),
    async run(request) {
      const { stacks, changeSets, operations } = deps;
      const changeSet = findChangeSet(request, deps);
      if (changeSet.executionStatus !== 'AVAILABLE')
        throw new AwsError(
          'InvalidChangeSetStatus',
          `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
        );
      const stack = findStack(stacks, changeSet.stackId);
      const onFailure = request.DisableRollback ? ('DO_NOTHING' as const) : changeSet.input.onFailure;
      const input = { ...changeSet.input, ...(onFailure ? { onFailure } : {}), assets: NO_ASSETS };
      const isNew = stack.status === 'REVIEW_IN_PROGRESS';
      const { ended } = await (isNew ? operations.create(input) : operations.update(stack, input));
      for (const other of changeSets.list(stack.id)) if (other.id !== changeSet.id) changeSets.delete(other.id);
      changeSets.put({ ...changeSet, executionStatus: 'EXECUTE_IN_PROGRESS' });
      void ended.then(() => {
        const isDone = /^(?:CREATE|UPDATE)_COMPLETE$/.test(stacks.find(stack.id)?.status ?? '');
        changeSets.put({ ...changeSet, executionStatus: isDone ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED' });
      });
      return {};
    },
  });

/** One that is not there is deleted already: clients make sure in this way that a name is free. */
export const deleteChangeSet = (deps: ChangeSetDeps) =>
  operation<DeleteChangeSetCommandInput, Omit<DeleteChangeSetCommandOutput, '$metadata'>>({
    name: 'DeleteChangeSet',
    access: ({ StackName }) => onStack(deps.account, 'DeleteChangeSet', StackName),
    run(request) {
      const changeSet = lookUp(request, deps);
      if (changeSet) deps.changeSets.delete(changeSet.id);
      return {};
    },
  });

export const listChangeSets = (deps: ChangeSetDeps) =>
  operation<ListChangeSetsCommandInput, Omit<ListChangeSetsCommandOutput, '$metadata'>>({
    name: 'ListChangeSets',
    access: ({ StackName }) => onStack(deps.account, 'ListChangeSets', StackName),
    run({ StackName, NextToken }) {
      const { page, ...rest } = pageOf(deps.changeSets.list(findStack(deps.stacks, StackName, noStack).id), NextToken);
      return { Summaries: page.map(identity), ...rest };
    },
  });
