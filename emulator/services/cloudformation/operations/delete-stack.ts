import type { DeleteStackCommandInput, DeleteStackCommandOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../../../door/operation.ts';
import { onStack } from '../access.ts';
import { unsupportedMember, validationError } from '../errors.ts';
import { required } from '../required.ts';
import type { Deps } from './deps.ts';

/** Begins to delete a stack; one that is not there is deleted already. */
export const deleteStack = ({ account, stacks, operations }: Deps) =>
  operation<DeleteStackCommandInput, Omit<DeleteStackCommandOutput, '$metadata'>>({
    name: 'DeleteStack',
    access: ({ StackName }) => onStack(account, 'DeleteStack', StackName),
    run({ StackName, RetainResources = [], DeletionMode }) {
      if (DeletionMode === 'FORCE_DELETE_STACK') throw unsupportedMember('DeletionMode FORCE_DELETE_STACK');
      const stack = stacks.find(required(StackName, 'stackName'));
      if (!stack || stack.deletedAt !== undefined) return {};
      if (RetainResources.length > 0 && stack.status !== 'DELETE_FAILED')
        throw validationError(
          `Invalid operation on stack [${stack.id}]. When you delete a stack, specify which resources to retain only when the stack is in the DELETE_FAILED state.`,
        );
      operations.delete(stack, RetainResources);
      return {};
    },
  });
