import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { ParameterReader } from '../parameter-reader.ts';
import type { ResourceTypes } from '../resource-types.ts';
import type { ResourceDriver } from './resource-driver.ts';
import type { StackRecorder } from './stack-recorder.ts';
import type { StackStore } from './stack-store.ts';

/** What every operation on a stack works with. */
export interface StackEngine {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly types: ResourceTypes;
  readonly driver: ResourceDriver;
  readonly store: StackStore;
  readonly recorder: StackRecorder;
  readonly parameters: ParameterReader;
  /** The text with the URLs of APIs pointing to the emulator, for what leaves a template. */
  readonly localUrls: (text: string) => string;
  /** Aborted when the emulator stops. */
  readonly signal: AbortSignal;
}
