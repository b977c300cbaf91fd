import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a model says of a member beyond its type, by Smithy's constraint traits
 * (https://smithy.io/2.0/spec/constraint-traits.html): the values of an enum; the range of a number, or of the length of
 * a text or of bytes.
 */
export interface Constraint {
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Of each item of a list. */
  readonly items?: Constraint;
}

/** Constraints by structure and member. */
export type ModelConstraints = Readonly<Record<string, Readonly<Record<string, Constraint>>>>;

/** Made by `write.ts`: of every operation's output, of every service that the emulator has. */
export const CONSTRAINTS_FILE = join(import.meta.dirname, 'constraints.json');

let bySdk: Readonly<Record<string, ModelConstraints>> | undefined;

/** Those of a service, by the SDK client whose schemas tell everything else of its model. Read at the first use. */
export function constraintsOf(sdk: string): ModelConstraints {
  bySdk ??= JSON.parse(readFileSync(CONSTRAINTS_FILE, 'utf8')) as Record<string, ModelConstraints>;
  return bySdk[sdk] ?? {};
}
