import { crc32, deflateSync } from 'node:zlib';
import { PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import sharp from 'sharp';
import { bucket, startTelar, type Telar } from './support/telar.ts';

const ORIGINALS = bucket('images-original');

/** A PNG whose header promises `side` × `side` pixels, and whose data would unpack to a row of them. */
function hugePng(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.alloc(side * 3 + 1));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

async function truncatedJpeg(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const whole = await sharp({ create: { width: 600, height: 400, channels: 3, background: 'grey', noise } })
    .jpeg()
    .toBuffer();
  return whole.subarray(0, Math.floor(whole.length / 2));
}

describe('what is uploaded is no image', () => {
  let telar: Telar;
  let QueueUrl = '';

  beforeAll(async () => {
    telar = await startTelar();
    ({ QueueUrl = '' } = await telar.sqs.send(
      new CreateQueueCommand({
        QueueName: 'rejections',
        Attributes: {
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sqs:SendMessage',
                Resource: '*',
              },
            ],
          }),
        },
      }),
    ));
    const EventPattern = JSON.stringify({ source: ['telar.images'], 'detail-type': ['Image Rejected'] });
    await telar.events.send(new PutRuleCommand({ Name: 'rejections', EventBusName: 'telar-dev', EventPattern }));
    await telar.events.send(
      new PutTargetsCommand({
        Rule: 'rejections',
        EventBusName: 'telar-dev',
        Targets: [{ Id: 'queue', Arn: 'arn:aws:sqs:us-east-1:000000000000:rejections' }],
      }),
    );
  });
  afterAll(() => telar.stop());

  /** The row, the event and the execution that one bad input must end in. */
  const rejection = async () => {
    const [execution] = await telar.executions('image-processing', 1);
    const { Messages = [] } = await telar.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
    const event = JSON.parse(Messages[0]?.Body ?? '{}');
    const imageId = event.detail?.data.imageId;
    const row = (await telar.rows('images')).find((one) => one.imageId === imageId);
    return { execution, event, row };
  };

  const cases: [string, () => Promise<Uint8Array> | Uint8Array, string][] = [
    ['a text file named .jpg', () => Buffer.from('this is no picture'), 'NotAnImage'],
    ['an empty file', () => Buffer.alloc(0), 'EmptyFile'],
    ['a truncated JPEG', truncatedJpeg, 'DamagedImage'],
    ['a decompression bomb', () => hugePng(50_000), 'TooManyPixels'],
  ];
  it.each(cases)(
    '%s ends in a record with its reason, an event and an execution that says why',
    async (name, body, code) => {
      await telar.s3.send(new PutObjectCommand({ Bucket: ORIGINALS, Key: `bad/${name}.jpg`, Body: await body() }));
      const { execution, event, row } = await rejection();
      expect(row).toMatchObject({ status: 'error', errorCode: code, originalKey: `bad/${name}.jpg` });
      expect(row?.errorMessage).toMatch(/\w/);
      expect(event.detail.data.reason.code).toBe(code);
      expect(execution).toMatchObject({ status: 'SUCCEEDED' });
      expect(execution?.output).toContain(code);
    },
  );

  const events: [string, unknown, string][] = [
    ['names an object that is not there', { data: { bucket: ORIGINALS, key: 'nowhere.jpg' } }, 'ObjectNotFound'],
    ['has no data', {}, 'InvalidEvent'],
    ['has fields of the wrong type', { data: { bucket: 5, key: ['a'] } }, 'InvalidEvent'],
  ];
  it.each(events)('an event that %s ends the same way', async (_name, detail, code) => {
    const entry = { EventBusName: 'telar-dev', Source: 'telar.images', DetailType: 'Image Uploaded' };
    await telar.events.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: JSON.stringify(detail) }] }));
    const { execution, event, row } = await rejection();
    expect(event.detail.data.reason.code).toBe(code);
    expect(row).toMatchObject({ status: 'error', errorCode: code });
    expect(execution?.status).toBe('SUCCEEDED');
  });
});
