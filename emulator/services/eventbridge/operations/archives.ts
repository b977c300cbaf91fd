import type {
  Archive as ArchiveShape,
  CreateArchiveCommandInput,
  CreateArchiveCommandOutput,
  DeleteArchiveCommandInput,
  DescribeArchiveCommandInput,
  DescribeArchiveCommandOutput,
  ListArchivesCommandInput,
  ListArchivesCommandOutput,
  UpdateArchiveCommandInput,
  UpdateArchiveCommandOutput,
} from '@aws-sdk/client-eventbridge';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { archiveArn } from '../arns.ts';
import { alreadyExists, validation } from '../errors.ts';
import { ARCHIVE_NAME_CHARACTERS, DESCRIPTION_CHARACTERS } from '../limits.ts';
import { page } from '../page.ts';
import type { Archives } from '../state/archives.ts';
import type { Buses } from '../state/buses.ts';
import type { Archive } from '../state/model.ts';
import { checkRange, checkText, required, requiredText } from '../validate.ts';
import type { EventsAccess } from './access.ts';
import { checkedPattern } from './test-event-pattern.ts';

interface Deps {
  readonly buses: Buses;
  readonly archives: Archives;
  readonly account: Account;
  readonly clock: Clock;
  readonly access: EventsAccess;
}

const NAME = { longest: ARCHIVE_NAME_CHARACTERS, pattern: /^[.\-_A-Za-z0-9]+$/ };

/** CreateArchive, DescribeArchive, ListArchives, UpdateArchive, DeleteArchive. */
export function archiveOperations(deps: Deps): AnyOperation[] {
  const { archives, account, access } = deps;
  const named = (name: string | undefined) => archives.get(requiredText(name, 'archiveName', NAME));
  const allowed = (action: string, name = '*') => access.arn(action, archiveArn(account, name));
  return [
    operation<CreateArchiveCommandInput, Omit<CreateArchiveCommandOutput, '$metadata'>>({
      name: 'CreateArchive',
      access: ({ ArchiveName }) => allowed('CreateArchive', ArchiveName),
      run: (input) => answer(createArchive(deps, input)),
    }),
    operation<DescribeArchiveCommandInput, Omit<DescribeArchiveCommandOutput, '$metadata'>>({
      name: 'DescribeArchive',
      access: ({ ArchiveName }) => allowed('DescribeArchive', ArchiveName),
      run({ ArchiveName }) {
        const archive = named(ArchiveName);
        return {
          ...shape(archive, archives),
          ArchiveArn: archive.arn,
          ...(archive.description === undefined ? {} : { Description: archive.description }),
          ...(archive.pattern === undefined ? {} : { EventPattern: archive.pattern }),
          ...(archive.kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: archive.kmsKeyIdentifier }),
        };
      },
    }),
    operation<ListArchivesCommandInput, Omit<ListArchivesCommandOutput, '$metadata'>>({
      name: 'ListArchives',
      access: () => access.all('ListArchives'),
      run(input) {
        const { items, token } = page(matching(archives, input), input, ({ name }) => name);
        return { Archives: items.map((archive) => shape(archive, archives)), ...token };
      },
    }),
    operation<UpdateArchiveCommandInput, Omit<UpdateArchiveCommandOutput, '$metadata'>>({
      name: 'UpdateArchive',
      access: ({ ArchiveName }) => allowed('UpdateArchive', ArchiveName),
      run: (input) => answer(archives.put({ ...named(input.ArchiveName), ...settingsOf(input) })),
    }),
    operation<DeleteArchiveCommandInput, object>({
      name: 'DeleteArchive',
      access: ({ ArchiveName }) => allowed('DeleteArchive', ArchiveName),
      run({ ArchiveName }) {
        archives.delete(named(ArchiveName));
        return {};
      },
    }),
  ];
}

/** @throws AwsError ResourceAlreadyExistsException, ResourceNotFoundException for the bus */
export function createArchive(deps: Omit<Deps, 'access'>, input: CreateArchiveCommandInput): Archive {
  const { archives, buses, account, clock } = deps;
  const name = requiredText(input.ArchiveName, 'archiveName', NAME);
  const bus = buses.get(required(input.EventSourceArn, 'eventSourceArn'));
  if (archives.find(name)) throw alreadyExists(`Archive ${name} already exists.`);
  return archives.put({
    retentionDays: 0,
    ...settingsOf(input),
    arn: archiveArn(account, name),
    name,
    busArn: bus.arn,
    createdAt: clock.now(),
  });
}

type Settings = Pick<CreateArchiveCommandInput, 'Description' | 'EventPattern' | 'RetentionDays' | 'KmsKeyIdentifier'>;

export function settingsOf({ Description, EventPattern, RetentionDays, KmsKeyIdentifier }: Settings): Partial<Archive> {
  if (Description !== undefined) checkText(Description, 'description', { longest: DESCRIPTION_CHARACTERS });
  if (EventPattern) checkedPattern(EventPattern);
  checkRange(RetentionDays, 'retentionDays', 0, Number.MAX_SAFE_INTEGER);
  return {
    ...(Description === undefined ? {} : { description: Description }),
    ...(EventPattern ? { pattern: EventPattern } : {}),
    ...(RetentionDays === undefined ? {} : { retentionDays: RetentionDays }),
    ...(KmsKeyIdentifier === undefined ? {} : { kmsKeyIdentifier: KmsKeyIdentifier }),
  };
}

function matching(archives: Archives, input: ListArchivesCommandInput): Archive[] {
  const { NamePrefix, EventSourceArn, State } = input;
  const filters = [NamePrefix, EventSourceArn, State].filter((value) => value !== undefined);
  if (filters.length > 1) {
    throw validation(
      'At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix.',
    );
  }
  return archives
    .list()
    .filter(
      ({ name, busArn }) =>
        name.startsWith(NamePrefix ?? '') &&
        busArn === (EventSourceArn ?? busArn) &&
        (State ?? 'ENABLED') === 'ENABLED',
    );
}

const answer = ({ arn, createdAt }: Archive) => ({
  ArchiveArn: arn,
  State: 'ENABLED' as const,
  CreationTime: new Date(createdAt),
});

function shape(archive: Archive, archives: Archives): ArchiveShape {
  const { events, bytes } = archives.size(archive);
  return {
    ArchiveName: archive.name,
    EventSourceArn: archive.busArn,
    State: 'ENABLED',
    RetentionDays: archive.retentionDays,
    SizeBytes: bytes,
    EventCount: events,
    CreationTime: new Date(archive.createdAt),
  };
}
