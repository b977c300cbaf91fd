import { createSocket, type Socket } from 'node:dgram';

/**
 * The X-Ray daemon as the SDKs see it: takes datagrams of a header line and a segment, on a loopback port
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon).
 */
export class TraceDaemon {
  readonly #put: (document: string) => void;
  #socket: Socket | undefined;
  #address: string | undefined;

  /** @param put takes a segment document, JSON */
  constructor(put: (document: string) => void) {
    this.#put = put;
  }

  /** `host:port`, once it listens. */
  get address(): string | undefined {
    return this.#address;
  }

  async start(): Promise<void> {
    const socket = createSocket('udp4');
    this.#socket = socket;
    socket.on('message', (datagram) => this.#take(datagram.toString('utf8')));
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind({ address: '127.0.0.1', port: 0 }, resolve);
    });
    const { address, port } = socket.address();
    this.#address = `${address}:${port}`;
    socket.unref();
  }

  async stop(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#address = undefined;
    if (socket) await new Promise<void>((resolve) => socket.close(() => resolve()));
  }

  #take(datagram: string): void {
    const end = datagram.indexOf('\n');
    if (end >= 0 && datagram.slice(0, end).includes('"format"')) this.#put(datagram.slice(end + 1));
  }
}
