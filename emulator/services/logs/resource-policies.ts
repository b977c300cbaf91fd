import { AwsError } from '../../door/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import { Documents } from '../../runtime/documents.ts';
import type { Store } from '../../runtime/store.ts';
import { invalidParameter, missing } from './errors.ts';

export interface LogResourcePolicy {
  readonly name: string;
  /** JSON */
  readonly document: string;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
}

/** The account's policies for who else (AWS services, mostly) may write into log groups. */
export class ResourcePolicies {
  readonly #policies: Documents<LogResourcePolicy>;
  readonly #clock: Clock;
  /** All of them as one document, or undefined while there is none. */
  document: { readonly Statement: readonly unknown[] } | undefined;

  constructor({ store, clock }: { store: Store; clock: Clock }) {
    this.#policies = new Documents(store, 'logs_resource_policies');
    this.#clock = clock;
    this.#merge();
  }

  all(): LogResourcePolicy[] {
    return this.#policies.all();
  }

  put(name: string | undefined, document: string | undefined): LogResourcePolicy {
    if (!name) throw missing('policyName');
    if (!document) throw missing('policyDocument');
    statementsOf(document);
    const policy = { name, document, updatedAt: this.#clock.now() };
    this.#policies.set(name, policy);
    this.#merge();
    return policy;
  }

  delete(name: string | undefined): void {
    if (!name) throw missing('policyName');
    if (!this.#policies.delete(name)) {
      throw new AwsError('ResourceNotFoundException', `Policy with name [${name}] does not exist`);
    }
    this.#merge();
  }

  #merge(): void {
    const statements = this.#policies.all().flatMap(({ document }) => statementsOf(document));
    this.document = statements.length > 0 ? { Statement: statements } : undefined;
  }
}

function statementsOf(document: string): unknown[] {
  try {
    const { Statement = [] } = JSON.parse(document);
    return Array.isArray(Statement) ? Statement : [Statement];
  } catch {
    throw invalidParameter('Unrecognized PolicyDocument: it is not JSON');
  }
}
