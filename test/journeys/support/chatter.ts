import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Person } from './person.ts';
import type { Telar } from './telar.ts';

/** As long as frames come, a test waits on; so long without any is reached only when what it waits for does not come. */
const SILENCE_MILLISECONDS = 60_000;
const SHOWN_FRAMES = 30;

/** API Gateway's own frames, such as that of a time-out, have no event. */
const frame = z.looseObject({ event: z.string().default('gateway') });
export type ReceivedFrame = z.infer<typeof frame>;

/** Somebody at a socket of the chat. */
export interface Chatter {
  readonly person: Person;
  readonly socket: WebSocket;
  /** All that came in, in its order. */
  readonly received: readonly ReceivedFrame[];
  say(message: string, more?: Record<string, unknown>): void;
  send(frame: unknown): void;
  /** Waits for a frame that matches, also among those that came in already. */
  hears(what: string, matches: (frame: ReceivedFrame) => boolean): Promise<ReceivedFrame>;
  /** Waits for so many frames that match. */
  hearsAll(what: string, count: number, matches: (frame: ReceivedFrame) => boolean): Promise<ReceivedFrame[]>;
  leave(): Promise<void>;
}

/** Connects with the token of a person. */
export async function joinChat(telar: Telar, person: Person): Promise<Chatter> {
  const url = await telar.output('chat', 'WebSocketUrl');
  const socket = new WebSocket(`${url}?token=${person.token}`);
  const received: ReceivedFrame[] = [];
  socket.on('message', (data) => received.push(frame.parse(JSON.parse(String(data)))));
  socket.on('error', () => {});
  await once(socket, 'open');
  const hearsAll: Chatter['hearsAll'] = (what, count, matches) =>
    waitFor(socket, received, `${count} of ${what}`, () => {
      const found = received.filter(matches);
      return found.length >= count ? found : undefined;
    });
  return {
    person,
    socket,
    received,
    say: (message, more = {}) => socket.send(JSON.stringify({ action: 'sendmessage', message, ...more })),
    send: (content) => socket.send(typeof content === 'string' ? content : JSON.stringify(content)),
    hearsAll,
    async hears(what, matches) {
      const [first] = await hearsAll(what, 1, matches);
      if (!first) throw new Error('unreachable');
      return first;
    },
    async leave() {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** @returns the status with which a handshake is refused */
export async function refusedHandshake(url: string): Promise<number | undefined> {
  const socket = new WebSocket(url);
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  socket.terminate();
  return response.statusCode;
}

function waitFor<Found>(
  socket: WebSocket,
  received: readonly ReceivedFrame[],
  what: string,
  look: () => Found | undefined,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      socket.off('message', tryOnce);
      settle();
    };
    const tryOnce = () => {
      const found = look();
      if (found !== undefined) finish(() => resolve(found));
      else timer.refresh();
    };
    const timer = setTimeout(() => {
      const last = received.slice(-SHOWN_FRAMES).map((one) => JSON.stringify(one).slice(0, 300));
      finish(() =>
        reject(
          new Error(
            `Waiting for ${what}, nothing came for ${SILENCE_MILLISECONDS} ms. ${received.length} frames came before:\n${last.join('\n')}`,
          ),
        ),
      );
    }, SILENCE_MILLISECONDS);
    socket.on('message', tryOnce);
    tryOnce();
  });
}

/** A message of a conversation. */
export const isMessage = (one: ReceivedFrame) => one.event === 'message';
export const says = (content: string) => (one: ReceivedFrame) => isMessage(one) && one.content === content;
export const isError = (code: string) => (one: ReceivedFrame) => one.event === 'error' && one.code === code;
