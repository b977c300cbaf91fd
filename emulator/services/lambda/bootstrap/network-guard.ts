import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { isLoopback } from '../../../runtime/loopback.ts';

/**
 * Keeps functions from reaching anything but this machine. It is preloaded into the environment's process and, with the
 * process's flags, into every worker thread and Node.js child that a function starts.
 */

/** https://nodejs.org/api/errors.html has no code for it: this one is ours, and no SDK takes it for a passing failure. */
const CODE = 'EMULATOR_NETWORK_REFUSED';

/** Who connects to these addresses reaches itself. */
const UNSPECIFIED = ['0.0.0.0', '::'];

const isLocal = (host: string | undefined) => !host || isLoopback(host) || UNSPECIFIED.includes(host);

function refusal(host: string, port?: unknown): Error {
  const target = port === undefined ? host : `${host}:${port}`;
  const message = `The emulator refused a connection to ${target}: functions reach only this machine, unless it is started with --allow-network`;
  return Object.assign(new Error(message), { code: CODE, address: host, ...(port === undefined ? {} : { port }) });
}

type Connect = net.Socket['connect'];

function guardSockets(): void {
  const connect: Connect = net.Socket.prototype.connect;
  function guarded(this: net.Socket, ...args: unknown[]): net.Socket {
    const { host, port } = destination(args);
    if (isLocal(host)) return Reflect.apply(connect, this, args);
    process.nextTick(() => this.destroy(refusal(host ?? '', port)));
    return this;
  }
  net.Socket.prototype.connect = guarded;
}

/** The forms of arguments: a path, (port, host), an options object, or the list of these that `net.connect` passes on. */
function destination(args: readonly unknown[]): { host?: string; port?: unknown } {
  const [first, second] = args;
  if (Array.isArray(first)) return destination(first);
  if (typeof first === 'object' && first !== null) {
    const path: unknown = Reflect.get(first, 'path');
    const host: unknown = Reflect.get(first, 'host');
    return path || typeof host !== 'string' ? {} : { host, port: Reflect.get(first, 'port') };
  }
  const isPath = typeof first === 'string' && Number.isNaN(Number(first));
  return isPath || typeof second !== 'string' ? {} : { host: second, port: first };
}

function guardDatagrams(): void {
  const { send, connect } = dgram.Socket.prototype;
  function guardedSend(this: dgram.Socket, ...args: unknown[]): void {
    const host = datagramHost(args);
    if (isLocal(host)) Reflect.apply(send, this, args);
    else fail(this, args, refusal(host ?? ''));
  }
  function guardedConnect(this: dgram.Socket, ...args: unknown[]): void {
    const host = typeof args[1] === 'string' ? args[1] : undefined;
    if (isLocal(host)) Reflect.apply(connect, this, args);
    else fail(this, args, refusal(host ?? '', args[0]));
  }
  dgram.Socket.prototype.send = guardedSend;
  dgram.Socket.prototype.connect = guardedConnect;
}

/** `send(message, offset, length, port, address)` or `send(message, port, address)`; a port may be text. */
function datagramHost([, , third, fourth, fifth]: readonly unknown[]): string | undefined {
  const isLongForm = Boolean(fifth) || (Boolean(fourth) && typeof fourth !== 'function');
  const host = isLongForm ? fifth : third;
  return typeof host === 'string' ? host : undefined;
}

function fail(socket: dgram.Socket, args: readonly unknown[], error: Error): void {
  const callback = args.at(-1);
  process.nextTick(() => (typeof callback === 'function' ? callback(error) : socket.emit('error', error)));
}

/** Name look-ups leave the machine as well, and before any connection does. */
function guardNames(): void {
  const refuseUnlessLocal = (owner: object, name: string, settles: 'callback' | 'promise') => {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== 'function') return;
    const guarded = (...args: unknown[]) => {
      const host = String(args[0]);
      if (isLocal(host) || net.isIP(host)) return Reflect.apply(original, owner, args);
      const error = refusal(host);
      if (settles === 'promise') return Promise.reject(error);
      const callback = args.at(-1);
      if (typeof callback === 'function') process.nextTick(() => callback(error));
    };
    Reflect.set(owner, name, guarded);
  };
  const names = Object.keys(dns).filter((name) => /^(lookup|resolve|reverse)/.test(name));
  for (const name of names) {
    refuseUnlessLocal(dns, name, 'callback');
    refuseUnlessLocal(dns.promises, name, 'promise');
    refuseUnlessLocal(dns.Resolver.prototype, name, 'callback');
    refuseUnlessLocal(dns.promises.Resolver.prototype, name, 'promise');
  }
}

guardSockets();
guardDatagrams();
guardNames();
syncBuiltinESMExports();
