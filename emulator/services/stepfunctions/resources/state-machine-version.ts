import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import { conflict } from '../api-errors.ts';
import { publishRevision } from '../machine-changes.ts';
import type { OperationDeps } from '../operations/deps.ts';

type Deps = Pick<OperationDeps, 'machines' | 'clock'>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachineversion.html */
export const stateMachineVersionType = ({ machines, clock }: Deps) =>
  resourceType({
    type: 'AWS::StepFunctions::StateMachineVersion',
    schema: z.strictObject({
      StateMachineArn: text,
      StateMachineRevisionId: text.optional(),
      Description: text.optional(),
    }),
    attributes: ['Arn'],
    createOnly: ['StateMachineArn', 'StateMachineRevisionId', 'Description'],
    create({ StateMachineArn, StateMachineRevisionId, Description }) {
      const machine = machines.machine(StateMachineArn);
      const revision = machines.store.revision(machine.revision);
      const current = revision.revisionId ?? 'INITIAL';
      if (StateMachineRevisionId !== undefined && StateMachineRevisionId !== current) {
        throw conflict(
          `StateMachineRevisionId ${StateMachineRevisionId} is not the current revision, which is ${current}`,
        );
      }
      return deployed(publishRevision({ machines, clock }, revision, Description).arn);
    },
    update: ({ physicalId }) => deployed(physicalId),
    delete: ({ physicalId }) => machines.store.deleteVersion(physicalId),
  });

const deployed = (arn: string) => ({ physicalId: arn, attributes: { Arn: arn } });
