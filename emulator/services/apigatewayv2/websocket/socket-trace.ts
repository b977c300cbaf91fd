import type { SocketTrace } from '../../../runtime/trace.ts';
import { TRACED_BYTES } from './limits.ts';
import type { Peer } from './peer.ts';
import type { WebSocketPorts } from './ports.ts';

type Happening = Pick<SocketTrace, 'happened' | 'routeKey' | 'status' | 'reason'> & { readonly data?: Uint8Array };

/** Tells console and tests what happened on a socket; of a message only its beginning is kept. */
export function recordSocket({ trace, clock }: WebSocketPorts, peer: Peer, { data, ...happening }: Happening): void {
  trace.record({
    kind: 'socket',
    at: clock.now(),
    apiId: peer.apiId,
    stage: peer.stageName,
    connectionId: peer.connectionId,
    ...happening,
    ...(data ? { bytes: data.length, preview: preview(data) } : {}),
  });
}

/** A text of its own, so that the trace does not hold on to the whole message. */
const preview = (data: Uint8Array): string =>
  Buffer.from(data.buffer, data.byteOffset, Math.min(data.length, TRACED_BYTES)).toString('utf8');
