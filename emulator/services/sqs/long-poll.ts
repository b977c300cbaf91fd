import type { Clock } from '../../runtime/clock.ts';
import type { Messages, Received } from './messages.ts';
import type { Queue } from './queues.ts';

export interface Poll {
  readonly queue: Queue;
  readonly count: number;
  readonly visibilitySeconds: number;
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
}

/**
 * Receives at once what is there, or waits for the first arrival, a time-out that makes a message visible again, the end
 * of the wait, or the client's going away.
 */
export function longPoll(
  { messages, clock }: { messages: Messages; clock: Clock },
  { queue, count, visibilitySeconds, waitSeconds, signal }: Poll,
): Promise<Received[]> | Received[] {
  const receive = () => messages.receive(queue, count, visibilitySeconds);
  const first = receive();
  if (first.length > 0 || waitSeconds === 0 || signal.aborted) return first;
  const deadline = clock.now() + waitSeconds * 1_000;

  return new Promise((resolve) => {
    let cancelAlarm = () => {};
    const finish = (result: Received[]) => {
      cancelAlarm();
      stopListening();
      signal.removeEventListener('abort', abandoned);
      resolve(result);
    };
    const look = () => {
      const found = receive();
      if (found.length > 0 || clock.now() >= deadline) finish(found);
      else arm();
    };
    const arm = () => {
      cancelAlarm();
      cancelAlarm = clock.at(Math.min(deadline, messages.nextVisibleAt(queue) ?? deadline), look);
    };
    // A message must not be taken for a client that will never see it.
    const abandoned = () => finish([]);
    const stopListening = messages.onArrival(queue.name, look);
    signal.addEventListener('abort', abandoned);
    arm();
  });
}
