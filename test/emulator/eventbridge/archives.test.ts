import type {
  DescribeArchiveCommandOutput,
  DescribeReplayCommandOutput,
  PutEventsCommandInput,
  StartReplayCommandInput,
} from '@aws-sdk/client-eventbridge';
import { cloud } from './support/cloud.ts';

const BUS = 'arn:aws:events:us-east-1:000000000000:event-bus/default';
const ARCHIVE = 'arn:aws:events:us-east-1:000000000000:archive/a';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:inbox';
const DAY_MILLISECONDS = 86_400_000;

async function start(archive: object = {}) {
  const it = cloud();
  await it.call('CreateArchive', { ArchiveName: 'a', EventSourceArn: BUS, ...archive });
  return {
    ...it,
    put: (Source: string, time: string) =>
      it.call<PutEventsCommandInput>('PutEvents', {
        Entries: [{ Source, DetailType: 'd', Detail: '{"n": 1}', Time: new Date(time) }],
      }),
    describe: () => it.call<object, DescribeArchiveCommandOutput>('DescribeArchive', { ArchiveName: 'a' }),
    replay: (input: Partial<StartReplayCommandInput> = {}) =>
      it.call('StartReplay', {
        ReplayName: 'again',
        EventSourceArn: ARCHIVE,
        EventStartTime: new Date('2026-01-01T00:00:00Z'),
        EventEndTime: new Date('2026-01-02T00:00:00Z'),
        Destination: { Arn: BUS },
        ...input,
      }),
  };
}

describe('an archive', () => {
  it('keeps the events that its pattern matches', async () => {
    const it = await start({ EventPattern: '{"source": ["shop"]}' });
    await it.put('shop', '2026-01-01T01:00:00Z');
    await it.put('other', '2026-01-01T01:00:00Z');
    await expect(it.describe()).resolves.toMatchObject({ EventCount: 1, State: 'ENABLED', ArchiveArn: ARCHIVE });
    await it.close();
  });

  it('keeps everything without a pattern', async () => {
    const it = await start();
    await it.put('shop', '2026-01-01T01:00:00Z');
    await it.put('other', '2026-01-01T01:00:00Z');
    await expect(it.describe()).resolves.toMatchObject({ EventCount: 2 });
    await it.close();
  });

  it('forgets events past their retention', async () => {
    const it = await start({ RetentionDays: 2 });
    await it.put('shop', '2026-01-01T01:00:00Z');
    it.clock.advance(3 * DAY_MILLISECONDS);
    await expect(it.describe()).resolves.toMatchObject({ EventCount: 0, SizeBytes: 0 });
    await it.close();
  });
});

describe('a replay', () => {
  it('sends the events of its span again in order of time, named, and not into the archive again', async () => {
    const it = await start();
    await it.put('shop', '2026-01-01T02:00:00Z');
    await it.put('shop', '2026-01-01T01:00:00Z');
    await it.put('shop', '2026-01-03T00:00:00Z');
    await it.call('PutRule', { Name: 'r', EventPattern: '{"replay-name": ["again"]}' });
    await it.call('PutTargets', { Rule: 'r', Targets: [{ Id: 't', Arn: QUEUE }] });
    await it.replay();
    await it.deliver(2);
    const events = it.received.map(({ input }) => JSON.parse(String(input.MessageBody)));
    expect(events).toMatchObject([
      { time: '2026-01-01T01:00:00Z', 'replay-name': 'again', detail: { n: 1 } },
      { time: '2026-01-01T02:00:00Z', 'replay-name': 'again' },
    ]);
    await it.journal.stop();
    await expect(it.describe()).resolves.toMatchObject({ EventCount: 3 });
    await it.close();
  });

  it('ends as completed', async () => {
    const it = await start();
    await it.put('shop', '2026-01-01T01:00:00Z');
    await it.replay();
    const describe = () => it.call<object, DescribeReplayCommandOutput>('DescribeReplay', { ReplayName: 'again' });
    await expect(describe()).resolves.toMatchObject({ State: 'STARTING' });
    const replayed = new Promise<void>((resolve) => it.trace.subscribe(({ kind }) => kind === 'event' && resolve()));
    it.clock.advance(0);
    await replayed;
    await it.journal.stop();
    it.journal.start();
    it.clock.advance(0);
    await it.journal.stop();
    await expect(describe()).resolves.toMatchObject({
      State: 'COMPLETED',
      EventLastReplayedTime: new Date('2026-01-01T01:00:00Z'),
    });
    await it.close();
  });

  it('reaches only the rules that it names', async () => {
    const it = await start();
    for (const Name of ['one', 'two']) {
      await it.call('PutRule', { Name, EventPattern: '{"replay-name": [{"exists": true}]}' });
    }
    await it.put('shop', '2026-01-01T01:00:00Z');
    const replayed = new Promise((resolve) =>
      it.trace.subscribe((record) => record.kind === 'event' && resolve(record.matched)),
    );
    await it.replay({ Destination: { Arn: BUS, FilterArns: ['arn:aws:events:us-east-1:000000000000:rule/two'] } });
    it.clock.advance(0);
    await expect(replayed).resolves.toEqual(['two']);
    await it.close();
  });

  it.each([
    [{ EventSourceArn: `${ARCHIVE}x` }, 'ResourceNotFoundException'],
    [{ Destination: { Arn: `${BUS}x` } }, 'ValidationException'],
    [{ EventEndTime: new Date('2025-01-01T00:00:00Z') }, 'ValidationException'],
  ])('is refused: %j', async (input, code) => {
    const it = await start();
    await expect(it.replay(input)).rejects.toMatchObject({ code });
    await it.close();
  });
});
