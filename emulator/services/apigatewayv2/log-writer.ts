import type { Ids } from '../../runtime/ids.ts';
import { DeliveredStream, type DeliveryDeps } from '../logs/delivery/delivered-stream.ts';
import { groupName } from '../logs/delivery/group-name.ts';

interface Deps extends DeliveryDeps {
  readonly ids: Ids;
}

/** Writes lines to log groups: for this run, a stream in each. */
export class LogWriter {
  readonly #deps: Deps;
  readonly #streams = new Map<string, DeliveredStream>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Writes a line to a group that is there.
   *
   * @param groupArn `arn:aws:logs:…:log-group:name`, with or without `:*`
   */
  write(groupArn: string, message: string): void {
    const group = groupName(groupArn);
    if (group) this.#write(group, message, false);
  }

  /** Writes a line to a group of API Gateway's own, which it makes itself. */
  writeToOwn(group: string, message: string): void {
    this.#write(group, message, true);
  }

  /** Resolves when everything so far has been handed over. */
  async flushed(): Promise<void> {
    await Promise.all([...this.#streams.values()].map((stream) => stream.flushed()));
  }

  #write(group: string, message: string, makesGroup: boolean): void {
    const stream = this.#streams.get(group) ?? this.#open(group, makesGroup);
    stream.write([{ timestamp: this.#deps.clock.now(), message }]);
  }

  #open(group: string, makesGroup: boolean): DeliveredStream {
    const options = { group, stream: this.#deps.ids.hex(32), makesGroup, of: 'API Gateway' };
    const stream = new DeliveredStream(this.#deps, options);
    this.#streams.set(group, stream);
    return stream;
  }
}
