import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import fc from 'fast-check';
import { AwsError } from '../../../../emulator/door/errors.ts';
import { machineRoom, only, type StandIn, settle } from '../support/machine-room.ts';
import { CountingClock } from './counting-clock.ts';
import { definition } from './definitions.ts';
import { input } from './expressions.ts';

/** How many machines are made up; `npm run fuzz` asks for more, with a seed of its own. */
const RUNS = Number(process.env.TELAR_FUZZ_RUNS ?? 250);
const SEED = Number(process.env.TELAR_FUZZ_SEED ?? (process.env.TELAR_FUZZ_RUNS ? Date.now() % 2 ** 31 : 20260101));
const TIMEOUT_MILLISECONDS = 60_000 + RUNS * 100;

/** Turns of the event loop after which an execution that waits for no timer hangs. */
const MOST_IDLE_TURNS = 400;
/** Timers after which an execution never ends: none that is made up sets as many. */
const MOST_JUMPS = 20_000;

/** A function that answers its input, and sometimes fails; a queue that takes most messages. */
const services = (): StandIn[] => [
  {
    name: 'lambda',
    sdk: '@aws-sdk/client-lambda',
    operations: {
      Invoke({ Payload }: { Payload?: Uint8Array }) {
        const text = Payload ? Buffer.from(Payload).toString() : 'null';
        if (text.length % 5 === 0) {
          const error = { errorType: 'Custom', errorMessage: 'boom' };
          return { StatusCode: 200, FunctionError: 'Unhandled', Payload: Buffer.from(JSON.stringify(error)) };
        }
        if (text.length % 7 === 0) throw new AwsError('TooManyRequestsException', 'slow down', { status: 429 });
        return { StatusCode: 200, Payload: Buffer.from(text) };
      },
    },
  },
  {
    name: 'sqs',
    sdk: '@aws-sdk/client-sqs',
    operations: {
      SendMessage({ MessageBody = '' }: { MessageBody?: string }) {
        if (MessageBody.length % 4 === 0) throw new AwsError('OverLimit', 'too much');
        return { MessageId: 'id', MD5OfMessageBody: 'md5' };
      },
    },
  },
];

type Room = Awaited<ReturnType<typeof machineRoom>>;

/** Runs an execution to its end, moving the clock whenever nothing else can happen. */
async function untilEnded(room: Room, clock: CountingClock, executionArn: string): Promise<DescribeExecutionOutput> {
  const describe = () => room.call<DescribeExecutionOutput>('DescribeExecution', { executionArn });
  let idle = 0;
  for (let jumps = 0; jumps < MOST_JUMPS; ) {
    await settle();
    const described = await describe();
    if (described.status !== 'RUNNING') return described;
    idle += 1;
    // An expression under evaluation needs turns, not time: the clock moves only when nothing has happened for some.
    if (idle % 4 > 0) continue;
    jumps += 1;
    if (!clock.jump() && idle > MOST_IDLE_TURNS) throw new Error('The execution hangs: it waits for nothing');
  }
  throw new Error('The execution does not end');
}

async function isWellFormed(room: Room, executionArn: string): Promise<boolean> {
  const events = await room.history(executionArn);
  const ends = events.length === 1_000 || /^Execution/.test(events.at(-1)?.type ?? '');
  return ends && events.every(({ id = 0, previousEventId = 0 }, index) => id === index + 1 && previousEventId < id);
}

describe('Whatever definition and input are made up', () => {
  test(
    `${RUNS} executions end in a result or a States error, with no fault and no timer left`,
    async () => {
      const clock = new CountingClock();
      const room = await machineRoom({ services: services(), clock });
      const seen = new Map<string, number>();
      const count = (what: string) => void seen.set(what, (seen.get(what) ?? 0) + 1);
      await fc.assert(
        fc.asyncProperty(definition, input, async (made, given) => {
          const stateMachineArn = await room.create(made).catch((refused: unknown) => {
            if (refused instanceof AwsError && refused.code === 'InvalidDefinition') return undefined;
            throw refused;
          });
          if (stateMachineArn === undefined) {
            count('refused');
            return;
          }
          const executionArn = await room.start(stateMachineArn, given);
          const { status = '', error } = await untilEnded(room, clock, executionArn);
          count(error?.startsWith('States.') ? error : status);
          expect(['SUCCEEDED', 'FAILED', 'TIMED_OUT']).toContain(status);
          expect(await isWellFormed(room, executionArn)).toBe(true);
          expect(room.faults).toEqual([]);
          expect(clock.waiting).toBe(0);
        }),
        { numRuns: RUNS, seed: SEED },
      );
      if (process.env.TELAR_FUZZ_RUNS) console.log(`seed ${SEED}`, Object.fromEntries(seen));
      expect(seen.get('SUCCEEDED') ?? 0).toBeGreaterThan(RUNS / 10);
      await room.stepFunctions.stop?.();
    },
    TIMEOUT_MILLISECONDS,
  );
});

describe('An expression that does not end', () => {
  const RUNAWAYS = {
    'a recursion': '($f := function($n){$f($n + 1)}; $f(0))',
    'a recursion that looks tail-recursive': '($f := function($n){$n = -1 ? 0 : $f($n + 1) + 1}; $f(0))',
    'a reduction over too much': '$reduce([1..9999], function($a, $b){$sum([1..9999]) + $a + $b})',
  };

  test.each(Object.entries(RUNAWAYS))(
    '%s is cut off with States.QueryEvaluationError while others go on',
    async (_name, text) => {
      const room = await machineRoom();
      const ended: string[] = [];
      room.trace.subscribe((record) => {
        if (record.kind === 'execution' && record.status !== 'RUNNING') ended.push(record.executionArn);
      });
      const runaway = await room.create(only({ Type: 'Pass', Output: `{% ${text} %}` }, { QueryLanguage: 'JSONata' }));
      const honest = await room.create(
        only({ Type: 'Pass', Output: '{% $sum($map([1..50], function($n){$n})) %}' }, { QueryLanguage: 'JSONata' }),
      );
      const first = await room.start(runaway);
      const second = await room.start(honest);
      expect(await room.ended(second)).toMatchObject({ status: 'SUCCEEDED', output: '1275' });
      expect(await room.ended(first)).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    },
  );
});
