import type { ServiceDefinition } from '../../../../emulator/door/service.ts';
import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import type { OutgoingMessage } from '../../../../emulator/runtime/outbox.ts';
import { createCognito } from '../../../../emulator/services/cognito/service.ts';
import { type Ports, startEndpoint } from '../../support/endpoint.ts';
import { peopleOf } from './people.ts';

export { PASSWORD } from './people.ts';
export type UserPools = Awaited<ReturnType<typeof startUserPools>>;

interface Options {
  readonly clock?: Ports['clock'];
  readonly more?: (ports: Ports) => readonly ServiceDefinition[];
}

/** A cloud with Cognito, whose time stands still until a test moves it, and all messages that it sent. */
export async function startUserPools({ clock = new ManualClock(), more }: Options = {}) {
  const messages: OutgoingMessage[] = [];
  const outbox = { add: (message: OutgoingMessage) => void messages.push(message) };
  const cloud = await startEndpoint((ports) => [createCognito({ ...ports, outbox }), ...(more?.(ports) ?? [])], {
    clock,
  });
  return {
    ...cloud,
    ...peopleOf(cloud.client),
    messages,
    /** The code in the newest message. */
    code: () => /\b(\d{6})\b/.exec(messages.at(-1)?.text ?? '')?.[1] ?? '',
  };
}
