import type { CreateStateMachineCommandInput, CreateStateMachineCommandOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { stateMachineAlreadyExists, stateMachineDeleting, validationError } from '../api-errors.ts';
import { machineArn } from '../arns.ts';
import { insertMachine, isSameBehaviour, type NewMachine, publishRevision } from '../machine-changes.ts';
import type { Machine } from '../storage/machine-store.ts';
import type { OperationDeps } from './deps.ts';
import { checkLogging, checkName, checkRole, checkTags, checkType, required } from './names.ts';

type Deps = Pick<OperationDeps, 'account' | 'clock' | 'machines' | 'tags'>;

/**
 * Creates a state machine; the same call again answers the one that is there
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html).
 */
export const createStateMachine = (deps: Deps) =>
  operation<CreateStateMachineCommandInput, Omit<CreateStateMachineCommandOutput, '$metadata'>>({
    name: 'CreateStateMachine',
    access: ({ name }) => [{ action: 'states:CreateStateMachine', resource: machineArn(deps.account, name ?? '') }],
    run(input) {
      const wanted = wantedMachine(input);
      deps.machines.compile(wanted.definition, wanted.type);
      const existing = deps.machines.store.find(machineArn(deps.account, wanted.name));
      const machine = existing ? sameOrThrow(deps, existing, wanted) : insertMachine(deps, wanted);
      const revision = deps.machines.store.revision(machine.revision);
      const version = input.publish ? publishRevision(deps, revision, input.versionDescription) : undefined;
      return {
        stateMachineArn: machine.arn,
        creationDate: new Date(machine.createdAt),
        ...(version ? { stateMachineVersionArn: version.arn } : {}),
      };
    },
  });

function wantedMachine(input: CreateStateMachineCommandInput): NewMachine {
  const name = checkName(input.name);
  const definition = required(input.definition, 'definition');
  const roleArn = checkRole(required(input.roleArn, 'roleArn'));
  if (input.versionDescription !== undefined && !input.publish) {
    throw validationError('Version description can only be set when publish is true');
  }
  checkType(input.type);
  checkTags(input.tags ?? []);
  checkLogging(input.loggingConfiguration);
  return {
    name,
    type: input.type ?? 'STANDARD',
    definition,
    roleArn,
    logging: input.loggingConfiguration,
    tracing: input.tracingConfiguration?.enabled ?? false,
    tags: input.tags ?? [],
  };
}

/** The call is idempotent by name, definition, type, logging and tracing; role and tags do not count. */
function sameOrThrow({ machines }: Deps, existing: Machine, wanted: NewMachine): Machine {
  if (existing.status === 'DELETING') throw stateMachineDeleting(existing.arn);
  const same = existing.type === wanted.type && isSameBehaviour(machines.store.revision(existing.revision), wanted);
  if (!same) throw stateMachineAlreadyExists(existing.arn);
  return existing;
}
