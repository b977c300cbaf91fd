import type { Door } from '../../../door/door.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Pipe } from '../pipe.ts';
import type { SourceRecord } from './source-record.ts';

/** What a pipe reads, from its start to its stop. */
export interface RunningSource {
  start(): void;
  /** Reads nothing further, and waits for what is under way. */
  stop(): Promise<void>;
}

/** How a pipe took records: those that must come again, and why. */
export interface Taken {
  readonly failed: ReadonlySet<string>;
  readonly reason?: string;
}

export interface SourceDeps {
  readonly door: Door;
  readonly account: Account;
  readonly clock: Clock;
  /** The pipe's role. */
  readonly principal: () => Principal;
  /** Works a batch. Never rejects. */
  readonly deliver: (records: readonly SourceRecord[], traceHeader: string | undefined) => Promise<Taken>;
  /** Told what went wrong with the source itself. */
  readonly onProblem: (problem: unknown) => void;
  /** Told of records that will not come again. */
  readonly onGivenUp: (reason: string, deadLettered: boolean) => void;
}

/** A kind of source. */
export interface SourceKind {
  /** As support lists and errors call it. */
  readonly title: string;
  /** Whether an ARN names such a source; gets the ARN's service and resource part. */
  readonly owns: (service: string, resource: string) => boolean;
  /** Which of the source parameters are its own, and whether a pipe must give them. */
  readonly parameters: 'SqsQueueParameters' | 'DynamoDBStreamParameters';
  readonly needsParameters?: true;
  /** How many records a batch may have. */
  readonly batchSize: (pipe: Pick<Pipe, 'SourceParameters'>) => number;
  readonly open: (pipe: Pipe, deps: SourceDeps) => RunningSource;
  /** Forgets what it kept for a pipe that is gone. */
  readonly forget?: (pipe: Pipe) => void;
}
