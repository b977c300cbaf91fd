import type { PutEventsCommandOutput, PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { type Call, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { GroupCommit } from '../../../runtime/group-commit.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Trace } from '../../../runtime/trace.ts';
import { busArn, busNameOf } from '../arns.ts';
import { constraint, validation } from '../errors.ts';
import { type BusEvent, makeEvent } from '../events/event.ts';
import { forwarded, type PutEventsInput } from '../events/forwarded.ts';
import type { Intake } from '../intake.ts';
import { DETAIL_TYPE_CHARACTERS, ENTRY_TIME_BYTES, PUT_EVENTS_BYTES, PUT_EVENTS_ENTRIES } from '../limits.ts';
import type { Buses } from '../state/buses.ts';

interface Deps {
  readonly commits: GroupCommit;
  readonly buses: Buses;
  readonly intake: Intake;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

/** An entry that was refused, while others of the call may be taken. */
class Refusal {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;

  constructor(code: string, message: string) {
    this.ErrorCode = code;
    this.ErrorMessage = message;
  }
}

/**
 * Takes up to ten events. What it answers with an EventId is stored and will be delivered; the other entries say why not.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export const putEvents = (deps: Deps) =>
  operation<PutEventsInput, Omit<PutEventsCommandOutput, '$metadata'>>({
    name: 'PutEvents',
    access: ({ Entries = [] }) => Entries.map((entry) => accessOf(deps, entry)),
    async run(input, call) {
      if (input.EndpointId) throw validation('EndpointId is not supported: the emulator has no global endpoints.');
      const entries = checkEntries(input.Entries);
      const events = entries.map((entry) => input[forwarded] ?? toEvent(deps, entry, call));
      const results = await deps.commits.run(() => entries.map((entry, index) => take(deps, entry, events[index])));
      return {
        FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
        Entries: results,
      };
    },
  });

function accessOf({ account, buses }: Deps, { EventBusName, Source, DetailType }: PutEventsRequestEntry) {
  return {
    action: 'events:PutEvents',
    resource: busArn(account, busNameOf(EventBusName)),
    conditions: {
      ...(Source === undefined ? {} : { 'events:source': [Source] }),
      ...(DetailType === undefined ? {} : { 'events:detail-type': [DetailType] }),
    },
    resourcePolicy: buses.find(EventBusName)?.policy,
  };
}

function checkEntries(entries: readonly PutEventsRequestEntry[] | undefined): readonly PutEventsRequestEntry[] {
  if (!entries) throw constraint(undefined, 'entries', 'not be null');
  if (entries.length === 0) throw constraint('[]', 'entries', 'have length greater than or equal to 1');
  if (entries.length > PUT_EVENTS_ENTRIES) {
    const shown = entries.map(() => 'PutEventsRequestEntry').join(', ');
    throw constraint(`[${shown}]`, 'entries', `have length less than or equal to ${PUT_EVENTS_ENTRIES}`);
  }
  const bytes = entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
  if (bytes >= PUT_EVENTS_BYTES) throw validation('Total size of the entries in the request is over the limit.');
  return entries;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function entryBytes({
  Time,
  Source = '',
  DetailType = '',
  Detail = '',
  Resources = [],
}: PutEventsRequestEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time ? ENTRY_TIME_BYTES : 0);
}

function take(deps: Deps, entry: PutEventsRequestEntry, event: BusEvent | Refusal | undefined): PutEventsResultEntry {
  if (!event) return {};
  if (event instanceof Refusal) return { ErrorCode: event.ErrorCode, ErrorMessage: event.ErrorMessage };
  const bus = deps.buses.find(entry.EventBusName);
  if (bus) deps.intake.take(bus.name, event);
  // AWS takes it all the same, and nobody gets it; at least the trace says so.
  else dropped(deps, entry, event);
  return { EventId: event.id };
}

function dropped({ trace, clock }: Deps, { EventBusName }: PutEventsRequestEntry, { id }: BusEvent): void {
  const to = busNameOf(EventBusName);
  const reason = `Event bus ${to} does not exist.`;
  trace.record({ kind: 'delivery', at: clock.now(), from: `event ${id}`, to, attempt: 1, outcome: 'dropped', reason });
}

function toEvent({ account, clock, ids }: Deps, entry: PutEventsRequestEntry, call: Call): BusEvent | Refusal {
  const { Source, DetailType, Detail, Time, Resources, TraceHeader } = entry;
  if (!Source) return missing('Source');
  if (!DetailType) return missing('DetailType');
  if (!Detail) return missing('Detail');
  if (DetailType.length > DETAIL_TYPE_CHARACTERS) {
    return invalid('DetailType', `Detail type must be at most ${DETAIL_TYPE_CHARACTERS} characters long.`);
  }
  if (Source.startsWith('aws.'))
    return new Refusal('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const detail = parseObject(Detail);
  if (!detail) return new Refusal('MalformedDetail', 'Detail is malformed.');
  return makeEvent(account, {
    id: ids.uuid(),
    source: Source,
    detailType: DetailType,
    time: Time?.getTime() ?? clock.now(),
    resources: Resources ?? [],
    detail: Detail,
    parsed: detail,
    traceHeader: TraceHeader ?? call.traceHeader,
  });
}

const missing = (name: string) => invalid(name, `${name} is a required argument.`);
const invalid = (name: string, reason: string) =>
  new Refusal('InvalidArgument', `Parameter ${name} is not valid. Reason: ${reason}`);

function parseObject(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
