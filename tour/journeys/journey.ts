import type { Deployment } from '../../bin/support/deployment.ts';
import type { Person } from '../person.ts';

/** Whom and what a journey finds when it begins. */
export interface Visit {
  readonly deployment: Deployment;
  /** Two members who have signed in. */
  readonly ana: Person;
  readonly ben: Person;
  /** Has no token. */
  readonly nobody: Person;
}

/** One way through the application by what anybody can reach: its addresses, and AWS's own APIs. It leaves what it makes. */
export interface Journey {
  /** What it shows, as a sentence. */
  readonly name: string;
  /** @throws Error when something is not as it should be */
  run(visit: Visit): Promise<void>;
}
