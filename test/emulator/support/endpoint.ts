import { Door } from '../../../emulator/door/door.ts';
import type { ServiceDefinition } from '../../../emulator/door/service.ts';
import { BrowserGuard } from '../../../emulator/door/wire/browser-guard.ts';
import { awsHandler } from '../../../emulator/door/wire/handler.ts';
import { listen } from '../../../emulator/door/wire/server.ts';
import { LOCAL_ACCOUNT } from '../../../emulator/runtime/account.ts';
import { memoryBlobs } from '../../../emulator/runtime/blobs.ts';
import { type Clock, systemClock } from '../../../emulator/runtime/clock.ts';
import { systemIds } from '../../../emulator/runtime/ids.ts';
import { Journal } from '../../../emulator/runtime/journal.ts';
import { openStore } from '../../../emulator/runtime/store.ts';
import { Trace } from '../../../emulator/runtime/trace.ts';
import { createAuthorizer } from '../../../emulator/services/iam/authorizer.ts';
import { Roles } from '../../../emulator/services/iam/roles.ts';
import { createIam } from '../../../emulator/services/iam/service.ts';
import { createIdentities } from '../../../emulator/services/iam/sessions.ts';
import { createSts } from '../../../emulator/services/sts/service.ts';

export interface Ports {
  readonly account: typeof LOCAL_ACCOUNT;
  readonly clock: Clock;
  readonly ids: typeof systemIds;
  readonly store: ReturnType<typeof openStore>;
  readonly blobs: ReturnType<typeof memoryBlobs>;
  readonly trace: Trace;
  readonly journal: Journal;
  readonly roles: Roles;
  readonly identities: ReturnType<typeof createIdentities>;
  readonly door: Door;
  readonly guard: BrowserGuard;
  /** `http://127.0.0.1:…`, once the endpoint listens. */
  readonly endpoint: () => string;
}

/** An endpoint on a free port with IAM, STS and the services a test adds: the wire, the door and the ports are the real ones. */
export async function startEndpoint(
  services: (ports: Ports) => readonly ServiceDefinition[],
  { clock = systemClock() }: { clock?: Clock } = {},
) {
  const account = LOCAL_ACCOUNT;
  const ids = systemIds;
  const store = openStore();
  const blobs = memoryBlobs();
  const trace = new Trace();
  const journal = new Journal({ store, clock, trace });
  const roles = new Roles({ store, clock, ids, account });
  const identities = createIdentities({ roles, account, clock, ids });
  const authorizer = createAuthorizer({ roles, account, clock, trace });
  const door = new Door({ account, clock, ids, trace, authorizer, iam: 'enforce' });
  let origin = '';
  const endpoint = () => origin;
  const guard = new BrowserGuard();
  const ports: Ports = { account, clock, ids, store, blobs, trace, journal, roles, identities, door, guard, endpoint };
  const all = [createIam(ports), createSts(ports), ...services(ports)];
  for (const service of all) door.add(service);
  const faults: unknown[] = [];
  const handler = awsHandler({ door, identities, ids, guard });
  const mounts = new Map([...all.flatMap((service) => [...(service.mounts ?? [])]), ['', handler] as const]);
  const upgrades = new Map(all.flatMap((service) => [...(service.upgrades ?? [])]));
  const server = await listen({ mounts, upgrades, port: 0, onFault: (error) => faults.push(error) });
  origin = `http://127.0.0.1:${server.port}`;
  journal.start();
  for (const service of all) await service.start?.();
  return {
    ...ports,
    endpoint: origin,
    /** What handlers threw that was no answer to a client: empty unless the emulator has a bug. */
    faults,
    /** Options for an SDK client of the account's administrator. */
    client: {
      endpoint: origin,
      region: account.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    async close() {
      await server.close();
      for (const service of all) await service.stop?.();
      await journal.stop();
      store.close();
    },
  };
}
