import type { Account } from '../../runtime/account.ts';
import { arn } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import { Documents } from '../../runtime/documents.ts';
import type { Store } from '../../runtime/store.ts';
import { conflict, pipeNotFound } from './errors.ts';
import { isChanging, type Pipe } from './pipe.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
}

/** The pipes of the account. */
export class Pipes {
  readonly #clock: Clock;
  readonly #account: Account;
  readonly #documents: Documents<Pipe>;

  constructor({ store, clock, account }: Deps) {
    this.#clock = clock;
    this.#account = account;
    this.#documents = new Documents(store, 'pipes_pipes');
  }

  arnOf(name: string | undefined): string {
    return arn(this.#account, 'pipes', `pipe/${name ?? '*'}`);
  }

  find(name: string): Pipe | undefined {
    return this.#documents.get(name);
  }

  /** @throws AwsError NotFoundException */
  get(name: string): Pipe {
    const pipe = this.#documents.get(name);
    if (!pipe) throw pipeNotFound(name);
    return pipe;
  }

  /**
   * The pipe, when it is in a state from which it can be brought into another.
   *
   * @throws AwsError NotFoundException, ConflictException
   */
  settled(name: string): Pipe {
    const pipe = this.get(name);
    if (isChanging(pipe)) throw conflict(name, `Pipe ${name} is in the state ${pipe.currentState}.`);
    return pipe;
  }

  findByArn(pipeArn: string): Pipe | undefined {
    const pipe = this.#documents.get(pipeArn.slice(pipeArn.lastIndexOf('/') + 1));
    return pipe?.arn === pipeArn ? pipe : undefined;
  }

  /** In order of their names. */
  list(): Pipe[] {
    return this.#documents.all();
  }

  put(pipe: Pipe): Pipe {
    this.#documents.set(pipe.name, pipe);
    return pipe;
  }

  /** Stores a change that a client made. */
  change(pipe: Pipe, changes: Partial<Pipe>): Pipe {
    return this.put({ ...pipe, ...changes, modifiedAt: this.#clock.now() });
  }

  delete(name: string): void {
    this.#documents.delete(name);
  }
}
