import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';

/** Where an invocation stands in a distributed trace. */
export interface TraceContext {
  /** `1-<time>-<random>` */
  readonly traceId: string;
  /** Segment of the function, the parent of what it calls. */
  readonly segmentId: string;
  readonly parentId?: string;
  readonly sampled: boolean;
}

/**
 * Continues the caller's trace, or begins one
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader).
 *
 * @param active whether the function traces by itself when its caller does not
 */
export function traceContext(header: string | undefined, active: boolean, ids: Ids, clock: Clock): TraceContext {
  const fields = new Map(
    header?.split(';').map((field): [string, string] => {
      const [name = '', value = ''] = field.trim().split('=');
      return [name, value];
    }),
  );
  const seconds = Math.floor(clock.now() / 1_000)
    .toString(16)
    .padStart(8, '0');
  const parentId = fields.get('Parent');
  const decision = fields.get('Sampled');
  return {
    traceId: fields.get('Root') ?? `1-${seconds}-${ids.hex(24)}`,
    segmentId: ids.hex(16),
    ...(parentId ? { parentId } : {}),
    sampled: decision === undefined || decision === '?' ? active : decision === '1',
  };
}

export const traceHeader = ({ traceId, segmentId, sampled }: TraceContext) =>
  `Root=${traceId};Parent=${segmentId};Sampled=${sampled ? 1 : 0}`;
