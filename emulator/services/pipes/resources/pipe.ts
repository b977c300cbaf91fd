import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import { pipeDefinition } from '../definition.ts';
import { NAME_CHARACTERS } from '../limits.ts';
import { newPipe } from '../operations/create-pipe.ts';
import { changePipe } from '../operations/update-pipe.ts';
import type { PipesParts } from '../parts.ts';
import type { Pipe } from '../pipe.ts';

const schema = pipeDefinition.extend({
  Name: text.optional(),
  KmsKeyIdentifier: text.optional(),
  Tags: z.record(z.string(), text).optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-pipes-pipe.html */
export function pipeResource(parts: PipesParts) {
  const { pipes, runner } = parts;
  const settled = async ({ name }: Pipe) => {
    await runner.settle(name);
    const pipe = pipes.get(name);
    if (pipe.currentState.endsWith('_FAILED')) throw new Error(`${pipe.currentState}: ${pipe.stateReason}`);
    const { arn, currentState, stateReason, createdAt, modifiedAt } = pipe;
    const times = { CreationTime: iso(createdAt), LastModifiedTime: iso(modifiedAt) };
    return {
      physicalId: name,
      attributes: { Arn: arn, CurrentState: currentState, StateReason: stateReason ?? '', ...times },
    };
  };
  return resourceType({
    type: 'AWS::Pipes::Pipe',
    schema,
    inert: { KmsKeyIdentifier: 'pipes are kept as they are on this machine' },
    attributes: ['Arn', 'CurrentState', 'StateReason', 'CreationTime', 'LastModifiedTime'],
    createOnly: ['Name', 'Source'],
    create({ Name, Tags, KmsKeyIdentifier: _key, ...definition }, context) {
      const name = Name ?? context.generateName({ maxLength: NAME_CHARACTERS });
      return settled(newPipe(parts, { ...definition, Name: name, ...(Tags ? { Tags } : {}) }));
    },
    update({ physicalId, properties }) {
      const { Name: _name, Tags = {}, KmsKeyIdentifier: _key, DesiredState = 'RUNNING', ...definition } = properties;
      const pipe = pipes.put({ ...pipes.settled(physicalId), tags: Tags });
      return settled(changePipe(parts, pipe, { ...definition, DesiredState }));
    },
    async delete({ physicalId }) {
      const pipe = pipes.find(physicalId);
      if (!pipe) return;
      pipes.change(pipe, { desiredState: 'DELETED', currentState: 'DELETING' });
      await runner.settle(physicalId);
    },
  });
}

const iso = (time: number) => new Date(time).toISOString();
