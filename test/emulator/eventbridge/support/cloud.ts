import { Door } from '../../../../emulator/door/door.ts';
import type { AwsError } from '../../../../emulator/door/errors.ts';
import { type Call, operation } from '../../../../emulator/door/operation.ts';
import { accountPrincipal, rolePrincipal } from '../../../../emulator/door/principal.ts';
import type { ServiceDefinition } from '../../../../emulator/door/service.ts';
import { LOCAL_ACCOUNT } from '../../../../emulator/runtime/account.ts';
import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import { seededIds } from '../../../../emulator/runtime/ids.ts';
import { Journal } from '../../../../emulator/runtime/journal.ts';
import { openStore, type Store } from '../../../../emulator/runtime/store.ts';
import { type DeliveryTrace, Trace } from '../../../../emulator/runtime/trace.ts';
import { createEventBridge } from '../../../../emulator/services/eventbridge/service.ts';

export interface Received {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly call: Call;
}

/** A service that takes everything and writes down what it got, or throws what the test put in its way. */
function recorder(
  name: string,
  operations: readonly string[],
  log: Received[],
  failures: (AwsError | undefined)[],
): ServiceDefinition {
  return {
    name,
    signingName: name,
    sdk: `@aws-sdk/client-${name}`,
    protocol: 'json-1.1',
    operations: operations.map((operationName) =>
      operation<Readonly<Record<string, unknown>>, object>({
        name: operationName,
        access: () => [],
        run(input, call) {
          const failure = failures.shift();
          if (failure) throw failure;
          log.push({ service: name, operation: operationName, input, call });
          return {};
        },
      }),
    ),
    resources: [],
  };
}

const RECORDERS = {
  stepfunctions: ['StartExecution'],
  lambda: ['Invoke'],
  sqs: ['SendMessage'],
  sns: ['Publish'],
  logs: ['PutLogEvents', 'CreateLogStream'],
} as const;

/** EventBridge with the real ports, a clock that the test moves, and recorders in place of the services behind it. */
export function cloud({ store = openStore() }: { store?: Store } = {}) {
  const account = LOCAL_ACCOUNT;
  const clock = new ManualClock();
  const ids = seededIds();
  const trace = new Trace();
  const journal = new Journal({ store, clock, trace });
  const authorizer = { refusal: () => undefined };
  const door = new Door({ account, clock, ids, trace, authorizer, iam: 'enforce' });
  const identities = {
    principalFor: () => accountPrincipal(account),
    assumeForService: (arn: string, _: string, session: string) =>
      rolePrincipal(account, arn.replace(/^.*role\//, ''), session),
    issueCredentials: () => {
      throw new Error('not needed here');
    },
  };
  const received: Received[] = [];
  /** Taken by the next calls that reach a recorder, in order; undefined lets one pass. */
  const failures: (AwsError | undefined)[] = [];
  const events = createEventBridge({ store, clock, ids, account, door, identities, journal, trace });
  door.add(events);
  for (const [name, operations] of Object.entries(RECORDERS)) door.add(recorder(name, operations, received, failures));
  journal.start();
  void events.start?.();
  const principal = accountPrincipal(account);
  return {
    account,
    clock,
    door,
    events,
    failures,
    identities,
    ids,
    journal,
    received,
    store,
    trace,
    call: <I, O = Record<string, never>>(name: string, input: I) =>
      door.call<I, O>({ service: 'eventbridge', operation: name, principal }, input),
    /** Moves time on and waits until a delivery was tried, for as many as there are. */
    async deliver(count = 1, milliseconds = 0): Promise<DeliveryTrace[]> {
      const tried: DeliveryTrace[] = [];
      const enough = new Promise<void>((resolve) => {
        const stop = trace.subscribe((record) => {
          if (record.kind === 'delivery') tried.push(record);
          if (tried.length < count) return;
          stop();
          resolve();
        });
      });
      clock.advance(milliseconds);
      await enough;
      return tried;
    },
    async close() {
      await events.stop?.();
      await journal.stop();
      store.close();
    },
  };
}
