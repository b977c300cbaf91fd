import type {
  DeletePipeCommandInput,
  DeletePipeCommandOutput,
  StartPipeCommandInput,
  StartPipeCommandOutput,
  StopPipeCommandInput,
  StopPipeCommandOutput,
} from '@aws-sdk/client-pipes';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { checkName } from '../check-definition.ts';
import type { PipesParts } from '../parts.ts';
import type { Pipe } from '../pipe.ts';
import { pipeAccess } from './access.ts';
import { pipeAnswer } from './shapes.ts';

/** Operations that ask for another state; they answer at once, and the pipe follows. */
export function pipeStateOperations({ pipes, runner }: PipesParts): AnyOperation[] {
  const bring = (name: string | undefined, desiredState: Pipe['desiredState'], currentState: Pipe['currentState']) => {
    const pipe = pipes.change(pipes.settled(checkName(name)), { desiredState, currentState });
    runner.settleSoon(pipe.name);
    return pipe;
  };
  return [
    operation<StartPipeCommandInput, Omit<StartPipeCommandOutput, '$metadata'>>({
      name: 'StartPipe',
      access: ({ Name }) => pipeAccess(pipes, 'StartPipe', Name),
      run: ({ Name }) => pipeAnswer(bring(Name, 'RUNNING', 'STARTING')),
    }),
    operation<StopPipeCommandInput, Omit<StopPipeCommandOutput, '$metadata'>>({
      name: 'StopPipe',
      access: ({ Name }) => pipeAccess(pipes, 'StopPipe', Name),
      run: ({ Name }) => pipeAnswer(bring(Name, 'STOPPED', 'STOPPING')),
    }),
    operation<DeletePipeCommandInput, Omit<DeletePipeCommandOutput, '$metadata'>>({
      name: 'DeletePipe',
      access: ({ Name }) => pipeAccess(pipes, 'DeletePipe', Name),
      run: ({ Name }) => ({ ...pipeAnswer(bring(Name, 'DELETED', 'DELETING')), DesiredState: 'DELETED' }),
    }),
  ];
}
