import { createSocket } from 'node:dgram';

/** Takes documents of subsegments, and neither answers nor fails. */
export type TraceSink = (document: Record<string, unknown>) => void;

const HEADER = '{"format": "json", "version": 1}\n';

/**
 * Hands documents to the X-Ray daemon, which Lambda runs beside a function. What gets lost is a trace, and nobody waits for it.
 *
 * @param address `169.254.79.129:2000`, as Lambda gives it in AWS_XRAY_DAEMON_ADDRESS; without one, nothing is sent
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon
 */
export function daemonSink(address: string | undefined): TraceSink {
  const [host, port] = address?.split(':') ?? [];
  if (!host || !port) return () => {};
  const socket = createSocket('udp4').unref();
  socket.on('error', () => {});
  return (document) => socket.send(HEADER + JSON.stringify(document), Number(port), host, () => {});
}
