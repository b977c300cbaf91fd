import type { UpdatePipeCommandInput, UpdatePipeCommandOutput } from '@aws-sdk/client-pipes';
import { operation } from '../../../door/operation.ts';
import { checkName, readDefinition } from '../check-definition.ts';
import type { PipesParts } from '../parts.ts';
import type { Pipe } from '../pipe.ts';
import { passRole, pipeAccess } from './access.ts';
import { pipeAnswer } from './shapes.ts';

/**
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UpdatePipe.html: what is not given stays, and the
 * parameters of one service are replaced as a whole.
 */
export const updatePipe = (parts: PipesParts) =>
  operation<UpdatePipeCommandInput, Omit<UpdatePipeCommandOutput, '$metadata'>>({
    name: 'UpdatePipe',
    access: ({ Name, RoleArn }) => [...pipeAccess(parts.pipes, 'UpdatePipe', Name), ...passRole(RoleArn)],
    run({ Name, SourceParameters, EnrichmentParameters, TargetParameters, ...given }) {
      const pipe = parts.pipes.settled(checkName(Name));
      const changed = changePipe(parts, pipe, {
        ...definitionOf(pipe),
        ...given,
        SourceParameters: { ...pipe.SourceParameters, ...withStartingPosition(pipe, SourceParameters) },
        EnrichmentParameters: { ...pipe.EnrichmentParameters, ...EnrichmentParameters },
        TargetParameters: { ...pipe.TargetParameters, ...TargetParameters },
      });
      parts.runner.settleSoon(changed.name);
      return pipeAnswer(changed);
    },
  });

/** Where to begin in a stream is said once. */
function withStartingPosition(pipe: Pipe, parameters: UpdatePipeCommandInput['SourceParameters']) {
  const { StartingPosition } = pipe.SourceParameters?.DynamoDBStreamParameters ?? {};
  const given = parameters?.DynamoDBStreamParameters;
  return given ? { ...parameters, DynamoDBStreamParameters: { StartingPosition, ...given } } : parameters;
}

/** Checks and stores what a pipe is to become. */
export function changePipe(parts: PipesParts, pipe: Pipe, given: object): Pipe {
  const definition = readDefinition(given, parts);
  const { name, arn, tags, createdAt, modifiedAt } = pipe;
  const desiredState = definition.DesiredState ?? (pipe.desiredState === 'STOPPED' ? 'STOPPED' : 'RUNNING');
  const kept = { name, arn, tags, createdAt, modifiedAt };
  return parts.pipes.change({ ...definition, ...kept, desiredState, currentState: 'UPDATING' }, {});
}

function definitionOf(pipe: Pipe) {
  const { name: _n, arn: _a, desiredState: _d, currentState: _c, stateReason: _s, ...rest } = pipe;
  const { tags: _t, createdAt: _ca, modifiedAt: _m, ...definition } = rest;
  return definition;
}
