import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { ChatPeople, CONNECTIONS_EACH } from './support/chat-people.ts';
import { startEmulator } from './support/emulator.ts';
import { row, spread } from './support/figures.ts';
import { postedBroadcasts } from './support/posted-sockets.ts';
import { rawBroadcasts } from './support/raw-sockets.ts';

/** Members of `general`, and how many messages are sent to them one after the other. */
const CROWDS: readonly (readonly [members: number, messages: number])[] = [
  [2, 60],
  [100, 30],
  [1_000, 10],
];
const SUSTAINED_MEMBERS = 100;
const SUSTAINED_MESSAGES = 400;
/** Of all people together, not yet acknowledged. */
const UNDER_WAY = 16;
const IDLE_CONNECTIONS = 5_000;
/** What only the first cost is there already: code that has been compiled, buffers, what is remembered of the last calls. */
const FIRST_CONNECTIONS = 1_000;
/** Before memory is looked at: part of what the work took may be given back when nothing happens. */
const CALM_MILLISECONDS = 15_000;
const RAW_RUNS = 10;
/** As long as a message with what goes with it. */
const RAW_FRAME = 'x'.repeat(300);

/**
 * From socket through event and workflow to the sockets of all, with few and many members. Beside it, what one request for each socket takes
 * at least, and what `ws` takes by itself.
 */
export async function* chat(): AsyncGenerator<string> {
  const emulator = await startEmulator(['--ephemeral']);
  const people = await ChatPeople.of(emulator);
  try {
    for (const [members, messages] of CROWDS) {
      yield* crowd(people, members, messages);
      if (members === SUSTAINED_MEMBERS) yield await sustained(people);
    }
  } finally {
    people.close();
    await emulator.stop();
  }
  yield await idle();
}

async function* crowd(people: ChatPeople, members: number, messages: number): AsyncGenerator<string> {
  await people.grow(members);
  // The functions have been started, and those who came are written down.
  for (let warmUp = 0; warmUp < 3; warmUp += 1) await say(people, `warm-${members}-${warmUp}`);
  const first: number[] = [];
  const last: number[] = [];
  for (let index = 0; index < messages; index += 1) {
    const heard = await say(people, `crowd-${members}-${index}`);
    first.push(heard.first);
    last.push(heard.last);
  }
  yield row(`${members} members: socket to first socket`, spread(first), 'ms');
  yield row(`${members} members: socket to first socket, p99`, spread([percentile(first, 0.99)]), 'ms');
  yield row(`${members} members: socket to last socket`, spread(last), 'ms');
  const broadcasts = last.map((time, index) => time - (first[index] ?? 0));
  yield row(`${members} members: first to last socket`, spread(broadcasts), 'ms');
  const posted = await postedBroadcasts(members, RAW_RUNS, RAW_FRAME);
  yield row(`${members} sockets of ws, a bare request for each`, spread(posted), 'ms');
  const raw = await rawBroadcasts(members, RAW_RUNS, RAW_FRAME);
  yield row(`${members} sockets of ws alone`, spread(raw), 'ms');
}

/** Somebody says something; how long until the first and the last of all have heard it. */
async function say({ sockets }: ChatPeople, messageId: string): Promise<{ first: number; last: number }> {
  const speaker = sockets[Math.floor(Math.random() * sockets.length)];
  const started = performance.now();
  const heard = sockets.map((socket) => hears(socket, messageId).then(() => performance.now() - started));
  speaker?.send(JSON.stringify({ action: 'sendmessage', message: 'x'.repeat(100), messageId }));
  const times = await Promise.all(heard);
  return { first: Math.min(...times), last: Math.max(...times) };
}

function hears(socket: WebSocket, messageId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const lost = (code: number) => reject(new Error(`a socket was closed with ${code} before it heard ${messageId}`));
    // By its text: to parse what a thousand sockets hear would be a good part of what is measured.
    const look = (data: unknown) => {
      const frame = String(data);
      if (!frame.includes(`"messageId":"${messageId}"`)) return;
      const isRefusal = frame.includes('"event":"error"');
      if (!isRefusal && !frame.includes('"event":"message"')) return;
      socket.off('message', look).off('close', lost);
      if (isRefusal) reject(new Error(`${messageId} was refused: ${frame}`));
      else resolve();
    };
    socket.on('message', look).once('close', lost);
  });
}

/** Many people speak at once: what the way of a message bears. */
async function sustained({ sockets }: ChatPeople): Promise<string> {
  // One connection of each person, but for the first, who was alone in the smallest crowd and may not say so much more this minute.
  const speakers = sockets.filter((_, index) => index % CONNECTIONS_EACH === 0).slice(1);
  let next = 0;
  const started = performance.now();
  const speak = async () => {
    while (next < SUSTAINED_MESSAGES) {
      const messageId = `sustained-${next}`;
      // In turn, so that nobody speaks more often than one may.
      const speaker = speakers[next % speakers.length];
      next += 1;
      if (!speaker) return;
      const heard = hears(speaker, messageId);
      speaker.send(JSON.stringify({ action: 'sendmessage', message: 'x'.repeat(100), messageId }));
      await heard;
    }
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, speak));
  const perSecond = (SUSTAINED_MESSAGES * 1_000) / (performance.now() - started);
  return row(`messages a second to ${sockets.length} members`, spread([perSecond]), '1/s');
}

/** State in files, as by default: what is written about each who comes, his workflow and its logs, would be counted with his socket. */
async function idle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'telar-bench-'));
  const emulator = await startEmulator(['--data-dir', folder]);
  const people = await ChatPeople.of(emulator);
  try {
    const memoryAt = async (connections: number) => {
      await people.grow(connections);
      await wait(CALM_MILLISECONDS);
      return emulator.memory();
    };
    const before = await memoryAt(FIRST_CONNECTIONS);
    const megabytes = (await memoryAt(IDLE_CONNECTIONS)) - before;
    const kilobytes = (megabytes * 1024) / (IDLE_CONNECTIONS - FIRST_CONNECTIONS);
    return row(`memory of each of ${IDLE_CONNECTIONS} idle connections`, spread([kilobytes]), 'KB');
  } finally {
    people.close();
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
