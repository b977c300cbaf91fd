import type { CreatePipeCommandInput, CreatePipeCommandOutput } from '@aws-sdk/client-pipes';
import { operation } from '../../../door/operation.ts';
import { checkName, readDefinition } from '../check-definition.ts';
import { conflict } from '../errors.ts';
import type { PipesParts } from '../parts.ts';
import type { Pipe } from '../pipe.ts';
import { passRole, pipeAccess } from './access.ts';
import { pipeAnswer } from './shapes.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html */
export const createPipe = (parts: PipesParts) =>
  operation<CreatePipeCommandInput, Omit<CreatePipeCommandOutput, '$metadata'>>({
    name: 'CreatePipe',
    access: ({ Name, RoleArn }) => [...pipeAccess(parts.pipes, 'CreatePipe', Name), ...passRole(RoleArn)],
    run(input) {
      const pipe = newPipe(parts, input);
      parts.runner.settleSoon(pipe.name);
      return pipeAnswer(pipe);
    },
  });

/** Checks and stores a new pipe, on its way to its desired state. */
export function newPipe(
  parts: PipesParts,
  {
    Name,
    Tags = {},
    ...given
  }: { readonly Name: string | undefined; readonly Tags?: Record<string, string> | undefined },
): Pipe {
  const { pipes, clock } = parts;
  const name = checkName(Name);
  const definition = readDefinition(given, parts);
  if (pipes.find(name)) throw conflict(name, `Pipe ${name} already exists.`);
  const now = clock.now();
  return pipes.put({
    ...definition,
    name,
    arn: pipes.arnOf(name),
    desiredState: definition.DesiredState ?? 'RUNNING',
    currentState: 'CREATING',
    tags: Tags,
    createdAt: now,
    modifiedAt: now,
  });
}
