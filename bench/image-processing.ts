import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  type ExecutionListItem,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import sharp from 'sharp';
import { DERIVATIVES } from '../functions/images/derivative.ts';
import { shrink } from '../functions/images/shrink.ts';
import { barePipeline } from './support/bare-pipeline.ts';
import { startEmulator } from './support/emulator.ts';
import { repeat, row, spread } from './support/figures.ts';

const RUNS = 9;
/** So many pass before it counts: what a function has done but once, it does several times slower. */
const WARM_UPS = 3;
/** Long enough that asking is no part of the figure, and that what follows an upload is over: rows of the list of files, frames. */
const CALM_MILLISECONDS = 2_000;
const BUCKET = 'telar-dev-images-original-000000000000-us-east-1';
const STATE_MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:telar-dev-image-processing';
const MAX_HISTORY_EVENTS = 1_000;
/** The states in which the time of an execution passes. */
const STAGES = ['Inspect the image', 'Make the copies', 'Record the image'] as const;

interface Upload {
  /** From before the upload to the time that the execution gives as its end: the same clock, and no polling in between. */
  readonly whole: number;
  /** Until S3 has answered, the client's own hashing and signing included. */
  readonly put: number;
  readonly stages: readonly number[];
}

/**
 * A 12 MP photo from upload to processed, beside what sharp takes for the same two derivatives without anything around it, and beside the
 * same requests and the same work with nothing in between. They take turns, so that what else the machine does falls on all.
 */
export async function imageProcessing(): Promise<string[]> {
  const photo = await makePhoto(4_000, 3_000);
  const emulator = await startEmulator(['--ephemeral']);
  const bare = await barePipeline();
  const options = {
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const s3 = new S3Client(options);
  const sfn = new SFNClient(options);
  try {
    await repeat(WARM_UPS, async (run) => {
      await upload(s3, sfn, photo, `warm-up-${run}.jpg`);
      await bare.process(photo, `warm-up-${run}.jpg`);
      await derive(photo);
    });
    const runs = await repeat(RUNS, async (run) => ({
      alone: await derive(photo),
      bare: await bare.process(photo, `photo-${run}.jpg`),
      ...(await upload(s3, sfn, photo, `photo-${run}.jpg`)),
    }));
    return [
      row('12 MP photo, the two derivatives by sharp alone', spread(runs.map(({ alone }) => alone)), 'ms'),
      row('  the requests and the work, with nothing in between', spread(runs.map((run) => run.bare)), 'ms'),
      row('12 MP photo, from upload to the end of its execution', spread(runs.map(({ whole }) => whole)), 'ms'),
      row('  until the upload is answered', spread(runs.map(({ put }) => put)), 'ms'),
      ...STAGES.map((name, stage) => row(`  ${name}`, spread(runs.map(({ stages }) => stages[stage] ?? 0)), 'ms')),
      row('ratio', spread(runs.map(({ alone, whole }) => whole / alone)), 'x'),
      row('  with nothing in between', spread(runs.map((run) => run.bare / run.alone)), 'x'),
    ];
  } finally {
    s3.destroy();
    sfn.destroy();
    bare.stop();
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

/** As the function `images/resize` does it, with neither S3 nor Lambda. */
async function derive(photo: Buffer): Promise<number> {
  const started = performance.now();
  const copies = Object.values(DERIVATIVES).map(({ longestSidePixels }) =>
    shrink(Readable.from([photo]), { longestSidePixels, format: 'jpeg', maxPixels: Number.MAX_SAFE_INTEGER }),
  );
  await Promise.all(copies);
  return performance.now() - started;
}

async function upload(s3: S3Client, sfn: SFNClient, Body: Buffer, Key: string): Promise<Upload> {
  const known = await ended(sfn);
  const started = Date.now();
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  const put = Date.now() - started;
  for (;;) {
    await wait(CALM_MILLISECONDS);
    const [newest, ...others] = await ended(sfn);
    if (!newest?.stopDate || others.length !== known.length) continue;
    return { whole: newest.stopDate.getTime() - started, put, stages: await stagesOf(sfn, newest) };
  }
}

/** Newest first. */
async function ended(sfn: SFNClient): Promise<ExecutionListItem[]> {
  const { executions = [] } = await sfn.send(
    new ListExecutionsCommand({ stateMachineArn: STATE_MACHINE, statusFilter: 'SUCCEEDED' }),
  );
  return executions;
}

/** How long an execution was in each of the stages, milliseconds. */
async function stagesOf(sfn: SFNClient, { executionArn }: ExecutionListItem): Promise<number[]> {
  const { events = [] } = await sfn.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: MAX_HISTORY_EVENTS }),
  );
  return STAGES.map((name) => {
    const entered = events.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === name);
    const exited = events.find(({ stateExitedEventDetails }) => stateExitedEventDetails?.name === name);
    return timeOf(exited) - timeOf(entered);
  });
}

const timeOf = (event: HistoryEvent | undefined): number => event?.timestamp?.getTime() ?? Number.NaN;
