import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

interface Destination {
  readonly host: string;
  /** Set where the connection goes through one that is there already: a proxy's. */
  readonly through: boolean;
}

/**
 * Lets calls to AWS's own host names reach the emulator: a verifier that fetches a user pool's keys from its issuer, a
 * client with an endpoint of its own, an answer to a WebSocket client by its event's `domainName`. What would be TLS to
 * such a host is a plain connection to the emulator's port, and looks to the code as if it had been encrypted: so that
 * no certificate has to be made, kept and trusted for it. HTTP/2 is not spoken.
 *
 * @param endpoint base URL of the emulator
 * @param region whose hosts are meant; those of other regions are not this cloud
 */
export function routeAwsHosts(endpoint: string, region: string): void {
  const original: unknown = tls.connect;
  if (typeof original !== 'function') return;
  const { hostname, port } = new URL(endpoint);
  const isAws = awsHosts(region);
  const connect = (...args: unknown[]): unknown => {
    const { host, through } = destination(args);
    if (through || !isAws(host)) return Reflect.apply(original, tls, args);
    const socket = asIfEncrypted(net.connect({ host: hostname, port: Number(port) }));
    const callback = args.find((argument) => typeof argument === 'function');
    if (callback) socket.once('secureConnect', () => Reflect.apply(callback, socket, []));
    return socket;
  };
  Reflect.set(tls, 'connect', connect);
  syncBuiltinESMExports();
}

/** Services without a region in their names, and those with this one. */
function awsHosts(region: string): (host: string) => boolean {
  const suffix = `\\.${region}\\.amazonaws\\.com`;
  const regional = new RegExp(`^[a-z0-9.-]+${suffix}$`);
  const global = /^(?:[a-z0-9.-]+\.)?(?:iam|sts|s3)\.amazonaws\.com$/;
  return (host) => regional.test(host) || global.test(host);
}

/** The forms of arguments: an options object, (port, host, options), or (port, options). */
function destination(args: readonly unknown[]): Destination {
  const options = args.find((argument) => typeof argument === 'object' && argument !== null) ?? {};
  const named: unknown = Reflect.get(options, 'host') ?? args.slice(1).find((argument) => typeof argument === 'string');
  return { host: typeof named === 'string' ? named : '', through: Reflect.get(options, 'socket') !== undefined };
}

/** What clients of HTTPS ask a TLS socket. */
function asIfEncrypted(socket: net.Socket): net.Socket {
  socket.once('connect', () => socket.emit('secureConnect'));
  return Object.assign(socket, {
    encrypted: true,
    authorized: true,
    authorizationError: null,
    alpnProtocol: false,
    getPeerCertificate: () => ({}),
    getSession: () => undefined,
    isSessionReused: () => false,
  });
}
