import type { StackEngine } from './stack-engine.ts';
import type { StackInput, StackListener } from './stack-input.ts';

/** One request to create or update a stack, with what it takes to fulfil it. */
export interface StackTask {
  readonly engine: StackEngine;
  readonly input: StackInput;
  readonly listener: StackListener;
  /** Of everything that the result depends on, kept with the stack once the operation is complete. */
  readonly fingerprint?: string;
}
