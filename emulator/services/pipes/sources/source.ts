import type { Door } from '../../../door/door.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { SourceRecord } from '../flow/pipe-flow.ts';
import type { Pipe } from '../pipe.ts';

/** What a pipe reads, from its start to its stop. */
export interface RunningSource {
  start(): void;
  /** Reads nothing further, and waits for what is under way. */
  stop(): Promise<void>;
}

export interface SourceDeps {
  readonly door: Door;
  readonly account: Account;
  readonly clock: Clock;
  /** The pipe's role. */
  readonly principal: () => Principal;
  /** Works a batch; answers the ids of records that must come again. Never rejects. */
  readonly deliver: (records: readonly SourceRecord[], traceHeader: string | undefined) => Promise<ReadonlySet<string>>;
  /** Told what went wrong with the source itself. */
  readonly onProblem: (problem: unknown) => void;
}

/** A kind of source. */
export interface SourceKind {
  /** As support lists and errors call it. */
  readonly title: string;
  /** Whether an ARN names such a source; gets the ARN's service and resource part. */
  readonly owns: (service: string, resource: string) => boolean;
  /** How many records a batch may have. */
  readonly batchSize: (pipe: Pick<Pipe, 'SourceParameters'>) => number;
  readonly open: (pipe: Pipe, deps: SourceDeps) => RunningSource;
}
