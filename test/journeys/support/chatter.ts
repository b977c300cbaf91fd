import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { inTime, waitFor } from '../../support/waiting.ts';
import { lastOf } from './eventually.ts';
import type { Person } from './person.ts';
import type { Telar } from './telar.ts';

const SHOWN_FRAMES = 30;
const SHOWN_CHARACTERS = 300;

/** API Gateway's own frames, such as that of a time-out, have no event. */
const frame = z.looseObject({ event: z.string().default('gateway') });
export type ReceivedFrame = z.infer<typeof frame>;
export type Matches = (frame: ReceivedFrame) => boolean;

/** How a connection ended. */
export interface Ending {
  readonly code: number;
  readonly reason: string;
}

/** Somebody at a socket of the chat. */
export interface Chatter {
  readonly person: Person;
  readonly socket: WebSocket;
  /** All that came in, in its order. */
  readonly received: readonly ReceivedFrame[];
  say(message: string, more?: Record<string, unknown>): void;
  send(frame: unknown): void;
  /**
   * Waits for a frame that matches, also among those that came in already.
   *
   * @param despite failures that are no reason to give up
   * @throws Error at once when the connection ends, or when a failure comes in that neither this wait nor one before was for
   */
  hears(what: string, matches: Matches, despite?: Matches): Promise<ReceivedFrame>;
  /** Waits for so many frames that match. */
  hearsAll(what: string, count: number, matches: Matches, despite?: Matches): Promise<ReceivedFrame[]>;
  /** Waits for the end of the connection, also where it has ended already. */
  ends(): Promise<Ending>;
  leave(): Promise<void>;
}

/** Connects with the token of a person. */
export async function joinChat(telar: Telar, person: Person): Promise<Chatter> {
  const url = await telar.output('chat', 'WebSocketUrl');
  const socket = new WebSocket(`${url}?token=${person.token}`);
  const received: ReceivedFrame[] = [];
  const known = new Set<ReceivedFrame>();
  let ending: Ending | undefined;
  socket.on('message', (data) => received.push(frame.parse(JSON.parse(String(data)))));
  socket.on('close', (code, reason) => {
    ending = { code, reason: String(reason) };
  });
  socket.on('error', () => {});
  const instead = () => [...received.slice(-SHOWN_FRAMES).map(shown), lastOf(telar.cloud.trace)].join('\n');
  await inTime('the chat to be open', once(socket, 'open'), instead).catch((cause: Error) => {
    throw new Error(`The chat did not open: ${cause.message}\n${instead()}`, { cause });
  });

  const listen = (happened: () => void) => {
    socket.on('message', happened).on('close', happened);
    return () => socket.off('message', happened).off('close', happened);
  };
  const hearsAll: Chatter['hearsAll'] = (what, count, matches, despite = () => false) =>
    waitFor({
      what: `${count} of ${what}`,
      listen,
      instead,
      look() {
        for (const one of received) if (matches(one) || despite(one)) known.add(one);
        const found = received.filter(matches);
        if (found.length >= count) return found;
        const failure = received.find((one) => isFailure(one) && !known.has(one));
        if (failure) throw new Error(`Instead of ${count} of ${what} came ${shown(failure)}`);
        if (ending) throw new Error(`Instead of ${count} of ${what} the end came: ${shown(ending)}\n${instead()}`);
        return undefined;
      },
    });
  const ends = () => waitFor({ what: 'the connection to end', listen, instead, look: () => ending });
  return {
    person,
    socket,
    received,
    say: (message, more = {}) => socket.send(JSON.stringify({ action: 'sendmessage', message, ...more })),
    send: (content) => socket.send(typeof content === 'string' ? content : JSON.stringify(content)),
    hearsAll,
    async hears(what, matches, despite) {
      const [first] = await hearsAll(what, 1, matches, despite);
      if (!first) throw new Error('unreachable');
      return first;
    },
    ends,
    async leave() {
      socket.close();
      await ends();
    },
  };
}

/** @returns the status with which a handshake is refused */
export async function refusedHandshake(url: string): Promise<number | undefined> {
  const socket = new WebSocket(url);
  socket.on('error', () => {});
  const [, response] = await inTime('a handshake to be refused', once(socket, 'unexpected-response'), () => url);
  socket.terminate();
  return response.statusCode;
}

const shown = (one: object) => JSON.stringify(one).slice(0, SHOWN_CHARACTERS);

/** A message of a conversation. */
export const isMessage: Matches = ({ event }) => event === 'message';
export const says =
  (content: string): Matches =>
  (one) =>
    isMessage(one) && one.content === content;
/** Something that could not be done, whether the chat says so or API Gateway. */
export const isFailure: Matches = ({ event }) => event === 'error' || event === 'gateway';
export const isError =
  (code: string): Matches =>
  (one) =>
    one.event === 'error' && one.code === code;
