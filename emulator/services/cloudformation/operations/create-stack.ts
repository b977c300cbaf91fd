import type { CreateStackCommandInput, CreateStackCommandOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../../../door/operation.ts';
import { onStack } from '../access.ts';
import { validationError } from '../errors.ts';
import { stackRequest } from '../stack-request.ts';
import type { Deps } from './deps.ts';

/** Begins to create a stack; its status tells how that goes. */
export const createStack = (deps: Deps) =>
  operation<CreateStackCommandInput, Omit<CreateStackCommandOutput, '$metadata'>>({
    name: 'CreateStack',
    access: ({ StackName }) => onStack(deps.account, 'CreateStack', StackName),
    async run(request) {
      if (request.OnFailure !== undefined && request.DisableRollback !== undefined)
        throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
      const { stack } = await deps.operations.create({
        ...(await stackRequest(request, deps)),
        ...(request.OnFailure === undefined ? {} : { onFailure: request.OnFailure }),
        terminationProtection: request.EnableTerminationProtection ?? false,
      });
      return { StackId: stack.id };
    },
  });
