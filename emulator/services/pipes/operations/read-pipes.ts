import type {
  DescribePipeCommandInput,
  DescribePipeCommandOutput,
  ListPipesCommandInput,
  ListPipesCommandOutput,
} from '@aws-sdk/client-pipes';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { checkName } from '../check-definition.ts';
import { validation } from '../errors.ts';
import { PAGE_ITEMS } from '../limits.ts';
import type { PipesParts } from '../parts.ts';
import { pipeAccess } from './access.ts';
import { pipeDescription, pipeSummary } from './shapes.ts';

export function readPipeOperations({ pipes }: PipesParts): AnyOperation[] {
  return [
    operation<DescribePipeCommandInput, Omit<DescribePipeCommandOutput, '$metadata'>>({
      name: 'DescribePipe',
      access: ({ Name }) => pipeAccess(pipes, 'DescribePipe', Name),
      run: ({ Name }) => pipeDescription(pipes.get(checkName(Name))),
    }),
    operation<ListPipesCommandInput, Omit<ListPipesCommandOutput, '$metadata'>>({
      name: 'ListPipes',
      access: () => [{ action: 'pipes:ListPipes', resource: '*' }],
      run(input) {
        const { NamePrefix = '', SourcePrefix = '', TargetPrefix = '', Limit = PAGE_ITEMS, NextToken } = input;
        if (Limit < 1 || Limit > PAGE_ITEMS) throw validation(`Limit must be from 1 to ${PAGE_ITEMS}.`);
        const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64').toString('utf8');
        const rest = pipes
          .list()
          .filter(
            (pipe) =>
              pipe.name > after &&
              pipe.name.startsWith(NamePrefix) &&
              pipe.Source.startsWith(SourcePrefix) &&
              pipe.Target.startsWith(TargetPrefix) &&
              (input.DesiredState ?? pipe.desiredState) === pipe.desiredState &&
              (input.CurrentState ?? pipe.currentState) === pipe.currentState,
          );
        const page = rest.slice(0, Limit);
        const last = page.at(-1);
        const more = last !== undefined && rest.length > page.length;
        return {
          Pipes: page.map(pipeSummary),
          ...(more ? { NextToken: Buffer.from(last.name).toString('base64') } : {}),
        };
      },
    }),
  ];
}
