import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { systemClock } from '../../emulator/runtime/clock.ts';
import { eventually } from './support/eventually.ts';
import { bucket, startTelar, stateMachineArn, type Telar } from './support/telar.ts';

const ARCHIVE = bucket('logs-archive');

describe('the counters', () => {
  let telar: Telar;
  beforeAll(async () => {
    // The workflow waits a while between its snapshot and its scan.
    telar = await startTelar({ clock: systemClock(10) });
  });
  afterAll(() => telar.stop());

  const sums = async (domain: string) => {
    const sum: Record<string, number> = {};
    for (const { counter, epoch: _, repairedIn: __, ...numbers } of await telar.rows('stats')) {
      if (!counter.startsWith(`${domain}#`)) continue;
      for (const [name, count] of Object.entries(numbers)) sum[name] = (sum[name] ?? 0) + Number(count);
    }
    return sum;
  };
  const reconcile = async () => {
    await telar.sfn.send(new StartExecutionCommand({ stateMachineArn: stateMachineArn('reconcile') }));
    const [execution] = await telar.executions('reconcile', 1);
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    return JSON.parse(execution?.output ?? '').domains;
  };

  it('say how many files lie in each bucket, and with how many bytes, as they come, change and go', async () => {
    const put = (Key: string, size: number) =>
      telar.s3.send(new PutObjectCommand({ Bucket: ARCHIVE, Key, Body: 'x'.repeat(size) }));
    await put('submitted/a', 100);
    await put('submitted/b', 50);
    await put('submitted/b', 70);
    await put('submitted/c', 1);
    await telar.s3.send(new DeleteObjectCommand({ Bucket: ARCHIVE, Key: 'submitted/a' }));

    await eventually(telar.cloud.trace, 'two files of 71 bytes', async () => {
      const { logsArchiveObjects, logsArchiveBytes } = await sums('files');
      return logsArchiveObjects === 2 && logsArchiveBytes === 71 ? true : undefined;
    });
  });

  it('are put right by a recount, which tells what was wrong', async () => {
    const data = { logs: [{ level: 'ERROR', message: 'one' }, { message: 'two' }] };
    const entry = {
      EventBusName: 'telar-dev',
      Source: 'telar.logs',
      DetailType: 'Logs Submitted',
      Detail: JSON.stringify({ data }),
    };
    await telar.events.send(new PutEventsCommand({ Entries: [entry] }));
    await telar.ended('log-ingestion', 1);
    const right = await sums('logs');
    await telar.dynamoDb.send(
      new UpdateItemCommand({
        TableName: 'telar-dev-stats',
        Key: { counter: { S: 'logs#7' } },
        UpdateExpression: 'ADD #name :by',
        ExpressionAttributeNames: { '#name': 'total' },
        ExpressionAttributeValues: { ':by': { N: '4' } },
      }),
    );

    const found = await reconcile();
    expect(found).toContainEqual(expect.objectContaining({ domain: 'logs', wrong: 1, drift: { total: -4 } }));
    expect(found.filter(({ wrong }: { wrong: number }) => wrong > 0)).toHaveLength(1);
    expect(await sums('logs')).toEqual({ ...right, total: 2 });
    expect((await reconcile()).map(({ wrong }: { wrong: number }) => wrong)).toEqual([0, 0, 0, 0]);
  });

  it('go on exactly after a recount has begun a new epoch', async () => {
    const before = await sums('logs');
    const entry = {
      EventBusName: 'telar-dev',
      Source: 'telar.logs',
      DetailType: 'Logs Submitted',
      Detail: JSON.stringify({ data: { logs: [{ message: 'three' }] } }),
    };
    await telar.events.send(new PutEventsCommand({ Entries: [entry] }));
    await telar.ended('log-ingestion', 1);

    expect((await sums('logs')).total).toBe((before.total ?? 0) + 1);
    expect((await reconcile()).map(({ wrong }: { wrong: number }) => wrong)).toEqual([0, 0, 0, 0]);
  });
});
