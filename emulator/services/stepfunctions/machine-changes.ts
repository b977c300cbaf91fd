import { isDeepStrictEqual } from 'node:util';
import type { LoggingConfiguration, StateMachineType, Tag } from '@aws-sdk/client-sfn';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import { machineArn } from './arns.ts';
import type { Revision } from './engine/revision.ts';
import type { Machines } from './machines.ts';
import type { Machine, Version } from './storage/machine-store.ts';
import type { TagStore } from './storage/tag-store.ts';

/** What a state machine's revision says, whoever asks for it: the API or a template. */
export type Configuration = Pick<Revision, 'definition' | 'roleArn' | 'logging' | 'tracing'>;

export interface NewMachine extends Configuration {
  readonly name: string;
  readonly type: StateMachineType;
  readonly tags: readonly Tag[];
}

/** Stores a state machine with its first revision. Its definition has been checked. */
export function insertMachine(
  { machines, account, clock, tags }: { machines: Machines; account: Account; clock: Clock; tags: TagStore },
  { name, type, tags: ownTags, ...configuration }: NewMachine,
): Machine {
  const { store } = machines;
  const arn = machineArn(account, name);
  return store.transaction(() => {
    const createdAt = clock.now();
    const revision = store.addRevision({ ...configuration, revisionId: undefined, machineArn: arn, createdAt });
    const machine: Machine = { arn, name, type, status: 'ACTIVE', revision: revision.id, createdAt };
    store.insert(machine);
    tags.put(arn, ownTags);
    return machine;
  });
}

/** Gives a state machine a new revision, unless nothing differs. @returns the revision that holds from now on */
export function reviseMachine(
  { machines, clock, ids }: { machines: Machines; clock: Clock; ids: Ids },
  machine: Machine,
  changes: Partial<Configuration>,
): Revision {
  const { store } = machines;
  const current = store.revision(machine.revision);
  const changed: Configuration = {
    definition: changes.definition ?? current.definition,
    roleArn: changes.roleArn ?? current.roleArn,
    logging: changes.logging ?? current.logging,
    tracing: changes.tracing ?? current.tracing,
  };
  if (changed.roleArn === current.roleArn && isSameBehaviour(changed, current)) return current;
  return store.transaction(() => {
    const revision = store.addRevision({
      ...changed,
      machineArn: machine.arn,
      revisionId: ids.uuid(),
      createdAt: clock.now(),
    });
    store.setRevision(machine.arn, revision.id);
    return revision;
  });
}

/** Publishes a revision; one that is published already keeps its number. */
export function publishRevision(
  { machines, clock }: { machines: Machines; clock: Clock },
  revision: Revision,
  description: string | undefined,
): Version {
  const { store } = machines;
  const [newest] = store.versions(revision.machineArn, Number.MAX_SAFE_INTEGER, 1);
  if (newest?.revision === revision.id) return newest;
  return store.transaction(() =>
    store.addVersion(revision.machineArn, { revision: revision.id, description, createdAt: clock.now() }),
  );
}

/** Whether two configurations differ in the role at most. */
export const isSameBehaviour = (a: Configuration, b: Configuration): boolean =>
  a.definition === b.definition &&
  a.tracing === b.tracing &&
  isDeepStrictEqual(withDestinations(a.logging), withDestinations(b.logging));

const withDestinations = (logging: LoggingConfiguration | undefined) => ({
  destinations: [],
  ...describedLogging(logging),
});

/** The logging configuration as descriptions show it. */
export const describedLogging = (logging: LoggingConfiguration | undefined): LoggingConfiguration => ({
  level: logging?.level ?? 'OFF',
  includeExecutionData: logging?.includeExecutionData ?? false,
  ...(logging?.destinations ? { destinations: logging.destinations } : {}),
});
