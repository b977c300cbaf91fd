import type { RequestOf } from '../../shared/http/request.ts';
import type { healthRoute } from './route.ts';

/** Something without which the application does less than it should. */
export interface Dependency {
  /** In words; told to anybody. */
  readonly name: string;
  /** Asks it for something small. @throws whatever keeps it from answering */
  probe(signal: AbortSignal): Promise<unknown>;
}

export interface HealthPorts {
  readonly dependencies: readonly Dependency[];
  /** Milliseconds, from anywhere. */
  monotonic(): number;
  now(): Date;
}

type Health = Awaited<ReturnType<typeof checkHealth>>;

/** What has not answered by then is as good as down. */
const PATIENCE_MILLISECONDS = 2_000;

/** Asks all of them at once, each for a bounded time. */
export async function checkHealth({ dependencies, monotonic, now }: HealthPorts) {
  const states = await Promise.all(dependencies.map((dependency) => stateOf(dependency, monotonic)));
  const healthy = states.every(({ status }) => status === 'up');
  return {
    status: healthy ? 200 : 503,
    body: {
      status: healthy ? ('healthy' as const) : ('unhealthy' as const),
      checkedAt: now().toISOString(),
      dependencies: states,
    },
  };
}

async function stateOf({ name, probe }: Dependency, monotonic: () => number) {
  const start = monotonic();
  const milliseconds = () => Math.round(monotonic() - start);
  try {
    await probe(AbortSignal.timeout(PATIENCE_MILLISECONDS));
    return { name, status: 'up' as const, milliseconds: milliseconds(), error: null };
  } catch (error) {
    // Its message may say more than anybody should read.
    const errorName = error instanceof Error ? error.name : 'Error';
    return { name, status: 'down' as const, milliseconds: milliseconds(), error: errorName };
  }
}

/** For how long an answer is given again: whoever asks often, or many who ask at once, do not load what they ask about. */
export const MAX_AGE_SECONDS = 5;

/** Remembers the last answer of this execution environment. */
export function healthReporter(ports: HealthPorts): (request: RequestOf<typeof healthRoute>) => Promise<Health> {
  let known: { readonly until: number; readonly health: Promise<Health> } | undefined;
  return () => {
    if (!known || ports.monotonic() >= known.until) {
      known = { until: ports.monotonic() + MAX_AGE_SECONDS * 1000, health: checkHealth(ports) };
    }
    return known.health;
  };
}
