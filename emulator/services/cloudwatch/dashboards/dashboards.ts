import { AwsError } from '../../../door/errors.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { Documents } from '../../../runtime/documents.ts';
import type { Store } from '../../../runtime/store.ts';
import { dashboardNotFound, missing } from '../errors.ts';

export interface Dashboard {
  readonly name: string;
  /** JSON */
  readonly body: string;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
}

const NAME = /^[\w-]{1,255}$/;

/** Dashboards: kept and shown as they were given; the console may draw them. */
export class Dashboards {
  readonly #dashboards: Documents<Dashboard>;
  readonly #account: Account;
  readonly #clock: Clock;

  constructor({ store, account, clock }: { store: Store; account: Account; clock: Clock }) {
    this.#dashboards = new Documents(store, 'cloudwatch_dashboards');
    this.#account = account;
    this.#clock = clock;
  }

  arnOf(name: string): string {
    return `arn:${this.#account.partition}:cloudwatch::${this.#account.id}:dashboard/${name}`;
  }

  all(): Dashboard[] {
    return this.#dashboards.all();
  }

  /** @throws AwsError DashboardNotFoundError */
  get(name: string | undefined): Dashboard {
    if (!name) throw missing('DashboardName');
    const found = this.#dashboards.get(name);
    if (found) return found;
    throw dashboardNotFound(name);
  }

  /** @throws AwsError DashboardInvalidInputError */
  put(name: string | undefined, body: string | undefined): void {
    if (!name) throw missing('DashboardName');
    if (!body) throw missing('DashboardBody');
    if (!NAME.test(name)) throw invalid(`The dashboard name ${name} must match ${NAME.source}`);
    if (!isObject(body)) throw invalid('The field DashboardBody must be a valid JSON object');
    this.#dashboards.set(name, { name, body, updatedAt: this.#clock.now() });
  }

  /** @throws AwsError DashboardNotFoundError; then none is deleted */
  delete(names: readonly string[]): void {
    for (const name of names) this.get(name);
    for (const name of names) this.#dashboards.delete(name);
  }
}

const invalid = (message: string) => new AwsError('DashboardInvalidInputError', message);

function isObject(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
