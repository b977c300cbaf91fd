import { setTimeout as wait } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ExecutionListItem, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import sharp from 'sharp';
import { startEmulator } from './support/emulator.ts';
import { repeat, row, spread } from './support/figures.ts';

const RUNS = 5;
/** Long enough that asking is no part of the figure. */
const POLL_MILLISECONDS = 500;
const BUCKET = 'telar-dev-images-original-000000000000-us-east-1';
const STATE_MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:telar-dev-image-processing';

/** A 12 MP photo from upload to processed, beside what sharp alone takes for the same two derivatives in this run. */
export async function imageProcessing(): Promise<string[]> {
  const photo = await makePhoto(4_000, 3_000);
  const emulator = await startEmulator(['--ephemeral']);
  const options = {
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const s3 = new S3Client(options);
  const sfn = new SFNClient(options);
  try {
    await upload(s3, sfn, photo, 'warm-up.jpg');
    const alone = await repeat(RUNS, () => derive(photo));
    const whole = await repeat(RUNS, (run) => upload(s3, sfn, photo, `photo-${run}.jpg`));
    const ratios = whole.map((milliseconds, run) => milliseconds / (alone[run] ?? Number.NaN));
    return [
      row('12 MP photo, the two derivatives by sharp alone', spread(alone), 'ms'),
      row('12 MP photo, from upload to the end of its execution', spread(whole), 'ms'),
      row('ratio', spread(ratios), 'x'),
    ];
  } finally {
    s3.destroy();
    sfn.destroy();
    await emulator.stop();
  }
}

/** Gaussian noise does not compress, as photos do not: about as many bytes as a camera writes. */
async function makePhoto(width: number, height: number): Promise<Buffer> {
  const noise = sharp({
    create: { width, height, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  });
  return noise.jpeg({ quality: 85 }).toBuffer();
}

async function derive(photo: Buffer): Promise<number> {
  const started = performance.now();
  const shrink = (size: number) => sharp(photo).autoOrient().resize(size, size, { fit: 'inside' }).toBuffer();
  await Promise.all([shrink(1_024), shrink(200)]);
  return performance.now() - started;
}

/** From before the upload to the time that the execution gives as its end: the same clock, and no polling in between. */
async function upload(s3: S3Client, sfn: SFNClient, Body: Buffer, Key: string): Promise<number> {
  const known = await ended(sfn);
  const started = Date.now();
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  for (;;) {
    await wait(POLL_MILLISECONDS);
    const [newest, ...others] = await ended(sfn);
    if (newest?.stopDate && others.length === known.length) return newest.stopDate.getTime() - started;
  }
}

/** Newest first. */
async function ended(sfn: SFNClient): Promise<ExecutionListItem[]> {
  const { executions = [] } = await sfn.send(
    new ListExecutionsCommand({ stateMachineArn: STATE_MACHINE, statusFilter: 'SUCCEEDED' }),
  );
  return executions;
}
