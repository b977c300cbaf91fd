import type { CreateChangeSetCommandInput, CreateChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import { arn } from '../../../runtime/account.ts';
import type { StackInput } from '../../../template/stacks/stack-input.ts';
import type { StackRecord } from '../../../template/stacks/stack-record.ts';
import { onStack } from '../access.ts';
import type { ChangeSet, ChangeSets } from '../change-sets.ts';
import { noStack, unsupportedMember, validationError } from '../errors.ts';
import { changesNothing, plannedChanges } from '../planned-changes.ts';
import { required } from '../required.ts';
import { stackRequest } from '../stack-request.ts';
import type { Deps } from './deps.ts';

const NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

/** Clients look for these words. */
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Finds out what a deployment would change. For a stack to come, it makes the stack in the state REVIEW_IN_PROGRESS. */
export const createChangeSet = (deps: Deps & { readonly changeSets: ChangeSets }) =>
  operation<CreateChangeSetCommandInput, Omit<CreateChangeSetCommandOutput, '$metadata'>>({
    name: 'CreateChangeSet',
    access: ({ StackName }) => onStack(deps.account, 'CreateChangeSet', StackName),
    async run(request) {
      const name = required(request.ChangeSetName, 'changeSetName');
      if (!NAME.test(name))
        throw validationError(
          `1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
        );
      if (request.ChangeSetType === 'IMPORT') throw unsupportedMember('ChangeSetType IMPORT');
      const existing = deps.stacks.find(required(request.StackName, 'stackName'));
      refuseWrongType(request, existing);
      makeWay(name, existing, deps);
      const requested = await stackRequest(request, deps, existing);
      const onFailure = request.OnStackFailure ?? requested.onFailure;
      const input = { ...requested, ...(onFailure ? { onFailure } : {}) };
      await deps.operations.validate(input);
      const stack = existing ?? deps.operations.newStack(input, 'REVIEW_IN_PROGRESS');
      const changeSet = await plan(name, request.Description, stack, input, deps);
      deps.changeSets.put(changeSet);
      return { Id: changeSet.id, StackId: stack.id };
    },
  });

/** A name is free again once its change set was executed. */
function makeWay(name: string, stack: StackRecord | undefined, { changeSets }: { changeSets: ChangeSets }): void {
  const namesake = stack && changeSets.find(name, stack.id);
  if (!namesake) return;
  if (!namesake.executionStatus.startsWith('EXECUTE_'))
    throw new AwsError('AlreadyExistsException', `ChangeSet ${namesake.id} cannot be created as it already exists`);
  changeSets.delete(namesake.id);
}

function refuseWrongType(
  { StackName = '', ChangeSetName, ChangeSetType = 'UPDATE' }: CreateChangeSetCommandInput,
  existing: StackRecord | undefined,
): void {
  const isNew = existing === undefined || existing.status === 'REVIEW_IN_PROGRESS';
  if (ChangeSetType === 'UPDATE' && isNew) throw noStack(StackName);
  if (ChangeSetType === 'CREATE' && !isNew)
    throw validationError(
      `Stack [${StackName}] already exists and cannot be created again with the changeSet [${ChangeSetName}].`,
    );
}

async function plan(
  name: string,
  description: string | undefined,
  stack: StackRecord,
  { assets: _, ...input }: StackInput,
  { account, clock, ids, engine }: Deps,
): Promise<ChangeSet> {
  const changes = await plannedChanges(engine(), stack, { assets: _, ...input });
  const isEmpty = stack.status !== 'REVIEW_IN_PROGRESS' && changesNothing(changes, stack, { assets: _, ...input });
  return {
    id: arn(account, 'cloudformation', `changeSet/${name}/${ids.uuid()}`),
    name,
    stackId: stack.id,
    stackName: stack.name,
    description,
    createdAt: clock.now(),
    ...(isEmpty
      ? { status: 'FAILED', statusReason: NO_CHANGES, executionStatus: 'UNAVAILABLE' }
      : { status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE' }),
    changes,
    input,
  };
}
