import type { DeleteStateMachineCommandInput } from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { parseMachineArn } from '../arns.ts';
import { deleteMachine } from '../machine-deletion.ts';
import type { OperationDeps } from './deps.ts';

/**
 * Deletes a state machine with its versions and aliases. Its executions end at their next transition; until then it is
 * DELETING (https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html).
 */
export const deleteStateMachine = (deps: Pick<OperationDeps, 'engine' | 'machines' | 'tags'>) =>
  operation<DeleteStateMachineCommandInput, Record<string, never>>({
    name: 'DeleteStateMachine',
    access: ({ stateMachineArn }) => [{ action: 'states:DeleteStateMachine', resource: stateMachineArn ?? '*' }],
    run({ stateMachineArn }) {
      deleteMachine(deps, parseMachineArn(stateMachineArn).machineArn);
      return {};
    },
  });
