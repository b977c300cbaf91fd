import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readCommandLine, runCommand } from '../bin/support/command-line.ts';
import { Deployment } from '../bin/support/deployment.ts';
import { PlainError } from '../bin/support/plain-error.ts';
import { Chatter } from './chatter.ts';
import { until } from './patience.ts';
import { type Person, signIn } from './person.ts';
import { lookAt, takePhoto, uploadImage } from './photo.ts';
import { Progress } from './progress.ts';

const USAGE = 'Usage: npm run demo -- [--endpoint http://127.0.0.1:4566|aws] [--stage dev]';

const statistics = z.object({ images: z.int(), logs: z.int(), notifications: z.int(), files: z.int() });
type Statistics = z.infer<typeof statistics>;

/** What the tour adds: one image, whose three files and the archive of its three logs are four files, and one notification. */
const ADDED: Statistics = { images: 1, logs: 3, notifications: 1, files: 4 };

/**
 * `npm run demo`: one user does all that a user can do, and sees what comes of it. It speaks with the application as the page does, over
 * HTTP and a socket, so that what it shows is what there is.
 */
runCommand(async () => {
  const { place } = readCommandLine(USAGE);
  const deployment = new Deployment(place);
  const progress = new Progress();
  try {
    const person = await welcome(deployment, progress);
    await tour(deployment, person, progress);
    return progress.verdict();
  } finally {
    deployment.close();
  }
});

async function welcome(deployment: Deployment, progress: Progress): Promise<Person> {
  const { endpoint, stage } = deployment.place;
  const email = await deployment.find('identity', 'DemoUserEmail');
  if (!email) throw new PlainError(`The stage ${stage} has no demo user; npm run journeys makes users of its own.`);
  progress.line(`Telar, stage ${stage}, at ${endpoint}: the tour of ${email}`);
  progress.line();
  return signIn(deployment, email, await deployment.output('identity', 'DemoUserPassword'));
}

async function tour(deployment: Deployment, person: Person, progress: Progress): Promise<void> {
  let before: Statistics | undefined;
  await progress.step('what there is before', async () => {
    before = statistics.parse((await person.get('/stats')).body);
    return show(before);
  });
  await progress.step('an image is uploaded, and becomes a processed copy and a thumbnail', () => image(person));
  await progress.step('logs are submitted, indexed and archived', () => logs(person));
  await progress.step('a notification is asked for, and sent', () => notification(person));
  await progress.step('somebody talks to the bot', () => chat(deployment, person));
  await progress.step('what there is after', async () => {
    if (!before) throw new Error('nobody could say what there was before');
    const wanted = sum(before, ADDED);
    const { body } = await until(
      'everything to be counted',
      () => person.get('/stats'),
      ({ body }) => NAMES.every((name) => body[name] >= wanted[name]),
    );
    return show(statistics.parse(body), before);
  });
  await progress.step('what a person who runs it sees', () => dashboard(person));
  const page = await deployment.find('site', 'WebUrl');
  if (page) progress.line(`\nThe same can be seen and done in the page: ${page}`);
}

async function image(person: Person): Promise<string> {
  const outcome = await uploadImage(person, 'demo.jpg', await takePhoto());
  const { body } = await until(
    'the image to be processed',
    () => person.get(outcome),
    ({ body }) => body.status === 'completed' || body.status === 'error',
  );
  const { body: shown } = await person.get(body.links.image);
  if (shown.status !== 'completed') throw new Error(`the image was rejected: ${shown.reason?.message}`);
  const [processed, thumbnail] = [await lookAt(shown.links.processed), await lookAt(shown.links.thumbnail)];
  return [
    `${shown.filename}: ${shown.width} × ${shown.height} pixels, ${shown.sizeBytes} bytes`,
    `processed copy ${processed.width} × ${processed.height}, thumbnail ${thumbnail.width} × ${thumbnail.height}`,
  ].join('\n');
}

async function logs(person: Person): Promise<string> {
  const service = `demo-${randomUUID().slice(0, 8)}`;
  const entries = [
    { level: 'INFO', message: 'the loom is warm', service },
    { level: 'WARNING', message: 'little wool is left', service },
    { level: 'ERROR', message: 'out of wool', service },
  ];
  const { body: accepted } = await person.post('/logs', { logs: entries });
  const { body: batch } = await until(
    'the logs to be ingested',
    () => person.get(accepted.links.outcome),
    ({ body }) => body.status === 'completed' || body.status === 'rejected' || body.status === 'failed',
  );
  if (batch.status !== 'completed') throw new Error(`the batch was ${batch.status}: ${batch.reason?.message}`);
  const { body: found } = await person.get(`/logs?service=${service}&level=ERROR`);
  const messages = found.logs.map(({ message }: { message: string }) => message);
  if (messages.join() !== 'out of wool') throw new Error(`of the errors, these were found: ${messages}`);
  return `batch ${accepted.batchId}: ${batch.count} logs\nfound by level and service: ERROR "${messages}"`;
}

async function notification(person: Person): Promise<string> {
  const { body: accepted } = await person.post('/notifications', {
    title: 'The blanket is ready',
    message: 'Come and fetch it before it gets cold.',
    priority: 'high',
  });
  const { body } = await until(
    'the notification to be sent',
    () => person.get(accepted.links.outcome),
    ({ body }) => body.status === 'sent' || body.status === 'failed',
  );
  if (body.status !== 'sent') throw new Error(`it could not be sent: ${body.reason?.message}`);
  return `[${body.priority.toUpperCase()}] ${body.title}`;
}

async function chat(deployment: Deployment, person: Person): Promise<string> {
  const chatter = await Chatter.join(deployment, person);
  const messageId = randomUUID();
  try {
    chatter.say('what can you do?', { conversationId: 'bot', messageId });
    const mine = await chatter.hears(
      'the message to come back',
      (frame) => frame.messageId === messageId && frame.event === 'message',
    );
    const isAnswer = ({ event, type, conversationId, sequence }: typeof mine) =>
      event === 'message' &&
      type === 'BOT_RESPONSE' &&
      conversationId === mine.conversationId &&
      Number(sequence) > Number(mine.sequence);
    const answer = await chatter.hears('the bot to answer', isAnswer);
    return `> ${mine.content}\n< ${answer.content}`;
  } finally {
    await chatter.leave();
  }
}

async function dashboard(person: Person): Promise<string> {
  const { body } = await person.get('/dashboard');
  return [
    `images: ${body.images.successful} well, ${body.images.failed} badly`,
    `logs by level: ${list(body.logs.byLevel)}`,
    `notifications by priority: ${list(body.notifications.byPriority)}`,
    `functions: ${body.functions.total}`,
  ].join('\n');
}

const NAMES = ['images', 'logs', 'notifications', 'files'] as const;

function sum(a: Statistics, b: Statistics): Statistics {
  return {
    images: a.images + b.images,
    logs: a.logs + b.logs,
    notifications: a.notifications + b.notifications,
    files: a.files + b.files,
  };
}

function show(now: Statistics, before?: Statistics): string {
  return NAMES.map((name) => `${now[name]} ${name}${before ? ` (+${now[name] - before[name]})` : ''}`).join(', ');
}

function list(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
