import { createHash } from 'node:crypto';
import { recordImage } from '../../../functions/images/record/record-image.ts';
import { recordBatch } from '../../../functions/logs/record/record-batch.ts';
import { recordNotification } from '../../../functions/notifications/record/record-notification.ts';
import type { Counts } from '../../../functions/shared/ledger/ledger.ts';
import { TooMuchContentionError } from '../../../functions/shared/ledger/settle.ts';
import { type RunningDynamoDb, startDynamoDb } from '../../emulator/dynamodb/support.ts';
import { countersOf, createTables, ledgersOf, reconcile, recountOf } from './support/ledgers.ts';

const EVENTS = 10_000;
/** Functions that work at the same time, each in an environment of its own. */
const ENVIRONMENTS = 16;
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

type Domain = 'images' | 'logs' | 'notifications';

/** Something that came to an end, as an event told; `subject` is what it is about, and several events may be about one. */
interface Ending {
  readonly domain: Domain;
  readonly subject: number;
  readonly succeeds: boolean;
  readonly execution: string;
}

describe(`${EVENTS} mixed events with duplicates and retries`, () => {
  let dynamo: RunningDynamoDb;
  beforeAll(async () => {
    dynamo = await startDynamoDb();
    await createTables(dynamo.client);
  });
  afterAll(() => dynamo.close());

  it('leave counters that equal a recount, and what should have been counted, while recounts go on', async () => {
    const endings = mixedEndings();
    const next = endings.values();
    let done = 0;
    const recounts: Promise<unknown>[] = [];
    const drifts: Counts[] = [];
    const work = async () => {
      const environment = ledgersOf(dynamo.client);
      for (const ending of next) {
        await untilTaken(() => record(ending, environment));
        done += 1;
        if (done % (EVENTS / 4) !== 0) continue;
        for (const domain of ['images', 'logs', 'notifications']) {
          recounts.push(reconcile(dynamo.client, domain).then(({ drift }) => drifts.push(drift)));
        }
      }
    };
    await Promise.all(Array.from({ length: ENVIRONMENTS }, work));
    await Promise.all(recounts);

    expect(done).toBe(EVENTS);
    expect(drifts).toEqual(Array.from({ length: 12 }, () => ({})));
    for (const domain of ['images', 'logs', 'notifications'] as const) {
      const counters = await countersOf(dynamo.client, domain);
      expect(counters).toEqual(await recountOf(dynamo.client, domain));
      expect(counters).toEqual(shouldHaveCounted(domain, endings));
    }
  }, 600_000);
});

/** The same every time: domains and subjects alternate, half of the subjects fail at first, and a third is told more than once. */
function mixedEndings(): Ending[] {
  const domains: Domain[] = ['images', 'logs', 'notifications'];
  return Array.from({ length: EVENTS }, (_, index): Ending => {
    const dice = createHash('sha256').update(String(index)).digest();
    const [which = 0, fate = 0, again = 0] = dice;
    const repeats = again < 85 && index > 100;
    return {
      domain: domains[which % 3] ?? 'images',
      // A repetition is of something that happened lately, most likely while it is still under way.
      subject: repeats ? index - 1 - (again % 40) : index,
      succeeds: fate % 2 === 0,
      // Some repetitions come from the same execution, whose answer was lost.
      execution: repeats && again % 5 === 0 ? `execution ${index - 1}` : `execution ${index}`,
    };
  });
}

async function untilTaken(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      // As the state machine does.
      if (!(error instanceof TooMuchContentionError)) throw error;
    }
  }
}

const idOf = ({ domain, subject }: Ending) =>
  createHash('sha256').update(`${domain} ${subject}`).digest('hex').slice(0, 32);
const sizeOf = ({ subject }: Ending) => 1_000 + (subject % 500);
const priorityOf = ({ subject }: Ending) => PRIORITIES[subject % 4] ?? 'normal';

function record(ending: Ending, ledgers: ReturnType<typeof ledgersOf>): Promise<unknown> {
  const now = () => new Date();
  const common = { processedBy: ending.execution, correlationId: 'c' };
  const failure = { errorCode: 'Broken', errorMessage: 'it broke' };
  const at = '2026-03-01T10:00:00.000Z';
  if (ending.domain === 'images') {
    const outcome = ending.succeeds
      ? ({ status: 'completed', processedKey: 'p', thumbnailKey: 't' } as const)
      : ({ status: 'error', ...failure } as const);
    const original = { sizeBytes: sizeOf(ending) };
    return recordImage(
      { ...common, imageId: idOf(ending), original, uploadedAt: at, outcome },
      { ledger: ledgers.images, now },
    );
  }
  if (ending.domain === 'logs') {
    const outcome = ending.succeeds
      ? ({
          status: 'completed',
          count: 3,
          levels: { INFO: 2, ERROR: 1 },
          setAsideCount: 0,
          archiveKey: 'k',
          archiveBytes: sizeOf(ending),
        } as const)
      : ({ status: 'failed', setAsideCount: 0, ...failure } as const);
    return recordBatch(
      { ...common, batchId: idOf(ending), receivedAt: at, outcome },
      { ledger: ledgers.logs, retentionSeconds: 60, now },
    );
  }
  const outcome = ending.succeeds
    ? ({ status: 'sent', snsMessageId: 'm' } as const)
    : ({ status: 'failed', ...failure } as const);
  const facts = { recipient: 'ana', type: 'general', priority: priorityOf(ending), title: 't', message: 'm' };
  return recordNotification(
    { ...common, notificationId: idOf(ending), requestId: 'r', createdAt: at, facts, outcome },
    { ledger: ledgers.notifications, now },
  );
}

/** Reckoned from the events alone: a subject counts once, as a success if it ever was one. */
function shouldHaveCounted(domain: Domain, endings: readonly Ending[]): Counts {
  const subjects = new Map<number, Ending>();
  for (const ending of endings) {
    if (ending.domain === domain && !subjects.get(ending.subject)?.succeeds) subjects.set(ending.subject, ending);
  }
  const all = [...subjects.values()];
  const succeeded = all.filter(({ succeeds }) => succeeds);
  const total = all.length;
  const bytes = succeeded.reduce((sum, ending) => sum + sizeOf(ending), 0);
  const good = succeeded.length;
  if (domain === 'images') return { total, successful: good, failed: total - good, bytes };
  if (domain === 'logs') {
    return { batches: total, failedBatches: total - good, total: 3 * good, info: 2 * good, error: good, bytes };
  }
  const byPriority = PRIORITIES.map((name) => [name, all.filter((ending) => priorityOf(ending) === name).length]);
  return { total, successful: good, failed: total - good, ...Object.fromEntries(byPriority) };
}
