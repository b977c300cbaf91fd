import { type LeavePorts, leave } from '../leave.ts';
import { ConnectionGoneError, type Sockets } from '../sockets/sockets.ts';
import type { Listener } from '../tables/connections.ts';

export interface SendPorts extends LeavePorts {
  readonly sockets: Sockets;
  /** Milliseconds since 1970. */
  now(): number;
  /** A connection could not be reached, for a reason that says nothing about the others. */
  failed(connectionId: string, error: unknown): void;
}

export interface Reach {
  /** Sockets that took the frame. */
  readonly sent: number;
  /** Connections that were gone, or whose token had expired, and are forgotten now. */
  readonly stale: number;
  /** Connections that could not be reached; they find it in the history. */
  readonly failed: number;
}

/** Sends under way at once: enough to hide the way to API Gateway, and no more than the SDK opens connections. */
const SENDERS = 32;

/**
 * Until its handshake is through, API Gateway says of a connection that it is gone. One that was forgotten then would stay open, and hear
 * nothing. Authorizer and `$connect` may take up to 29 seconds each:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
const YOUNG_MILLISECONDS = 60_000;

type Outcome = keyof Reach | 'young';

/** Sends a frame to connections, many at once. None holds up another for longer than a request may take. */
export async function sendToListeners(
  listeners: readonly Listener[],
  frame: string,
  correlationId: string,
  ports: SendPorts,
): Promise<Reach> {
  const tally: Record<Outcome, number> = { sent: 0, stale: 0, failed: 0, young: 0 };
  const waiting = listeners.values();
  // The senders share one iterator: each takes the next connection when it is through with its last.
  const sender = async () => {
    for (const listener of waiting) tally[await sendTo(listener, frame, correlationId, ports)] += 1;
  };
  await Promise.all(Array.from({ length: Math.min(SENDERS, listeners.length) }, sender));
  const { sent, stale, failed } = tally;
  return { sent, stale, failed };
}

async function sendTo(listener: Listener, frame: string, correlationId: string, ports: SendPorts): Promise<Outcome> {
  const { connectionId, connectedAt, tokenExpiresAt } = listener;
  const now = ports.now();
  try {
    if (tokenExpiresAt <= now) {
      await ports.sockets.close(connectionId);
      await leave(connectionId, correlationId, ports);
      return 'stale';
    }
    await ports.sockets.send(connectionId, frame);
    return 'sent';
  } catch (error) {
    if (!(error instanceof ConnectionGoneError)) {
      ports.failed(connectionId, error);
      return 'failed';
    }
    if (now - connectedAt < YOUNG_MILLISECONDS) return 'young';
    return forget(connectionId, correlationId, ports);
  }
}

async function forget(connectionId: string, correlationId: string, ports: SendPorts): Promise<Outcome> {
  try {
    await leave(connectionId, correlationId, ports);
    return 'stale';
  } catch (error) {
    ports.failed(connectionId, error);
    return 'failed';
  }
}
