import type { FromEnvironment, ToEnvironment } from './messages.ts';

/** The emulator's end of the line. */
export interface Channel {
  send(message: FromEnvironment): void;
  onMessage(listener: (message: ToEnvironment) => void): void;
  /** Whether waiting for a message keeps the process alive: not while a handler runs, so that an empty event loop shows. */
  hold(): void;
  release(): void;
}

/** Takes the IPC channel for the runtime alone: a handler sees a process without one, as on AWS. */
export function openChannel(): Channel {
  const send = process.send?.bind(process);
  const line = process.channel;
  if (!send || !line) throw new Error('The bootstrap runs only as a child process of the emulator');
  delete process.send;
  process.on('disconnect', () => process.exit(0));
  return {
    send: (message) => void send(message),
    onMessage: (listener) => void process.on('message', (message: ToEnvironment) => listener(message)),
    hold: () => line.ref(),
    release: () => line.unref(),
  };
}
