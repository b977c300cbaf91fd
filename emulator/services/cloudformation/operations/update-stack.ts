import type {
  UpdateStackCommandInput,
  UpdateStackCommandOutput,
  UpdateTerminationProtectionCommandInput,
  UpdateTerminationProtectionCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../../../door/operation.ts';
import { onStack } from '../access.ts';
import { noStack, validationError } from '../errors.ts';
import { changesNothing, plannedChanges } from '../planned-changes.ts';
import { required } from '../required.ts';
import { stackRequest } from '../stack-request.ts';
import { type Deps, findStack } from './deps.ts';

/** Begins to change a stack; its status tells how that goes. */
export const updateStack = (deps: Deps) =>
  operation<UpdateStackCommandInput, Omit<UpdateStackCommandOutput, '$metadata'>>({
    name: 'UpdateStack',
    access: ({ StackName }) => onStack(deps.account, 'UpdateStack', StackName),
    async run(request) {
      const stack = findStack(deps.stacks, request.StackName, noStack);
      const input = await stackRequest(request, deps, stack);
      await deps.operations.validate(input);
      const changes = await plannedChanges(deps.engine(), stack, input);
      if (changesNothing(changes, stack, input)) throw validationError('No updates are to be performed.');
      await deps.operations.update(stack, input);
      return { StackId: stack.id };
    },
  });

export const updateTerminationProtection = ({ account, stacks }: Pick<Deps, 'account' | 'stacks'>) =>
  operation<UpdateTerminationProtectionCommandInput, Omit<UpdateTerminationProtectionCommandOutput, '$metadata'>>({
    name: 'UpdateTerminationProtection',
    access: ({ StackName }) => onStack(account, 'UpdateTerminationProtection', StackName),
    run({ StackName, EnableTerminationProtection }) {
      const stack = findStack(stacks, StackName, noStack);
      const terminationProtection = required(EnableTerminationProtection, 'enableTerminationProtection');
      stacks.put({ ...stack, details: { ...stack.details, terminationProtection } });
      return { StackId: stack.id };
    },
  });
