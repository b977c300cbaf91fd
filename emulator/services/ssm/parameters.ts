import type { ParameterTier, ParameterType } from '@aws-sdk/client-ssm';
import type { Clock } from '../../runtime/clock.ts';
import type { Store } from '../../runtime/store.ts';
import { notFound, versionLimit, versionNotFound } from './errors.ts';
import { HISTORY_VERSIONS } from './limits.ts';
import { parseSelector } from './parameter-name.ts';

/** One version of a parameter. */
export interface Parameter {
  readonly name: string;
  readonly version: number;
  readonly type: ParameterType;
  readonly value: string;
  readonly tier: ParameterTier;
  readonly dataType: string;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  /** For SecureString. */
  readonly keyId?: string | undefined;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
  /** ARN. */
  readonly modifiedBy: string;
  readonly labels: readonly string[];
}

const MIGRATIONS = [
  `CREATE TABLE ssm_version (name TEXT NOT NULL, version INTEGER NOT NULL, record TEXT NOT NULL,
     PRIMARY KEY (name, version)) STRICT;
   CREATE TABLE ssm_parameter (name TEXT PRIMARY KEY, version INTEGER NOT NULL, tags TEXT NOT NULL) STRICT`,
];

/** The parameter store: each parameter with its versions, labels and tags. */
export class Parameters {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor({ store, clock }: { store: Store; clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
    store.migrate('ssm', MIGRATIONS);
  }

  /** The newest version. */
  find(name: string): Parameter | undefined {
    const row = this.#store.get<{ record: string }>(
      'SELECT record FROM ssm_parameter JOIN ssm_version USING (name, version) WHERE name = ?',
      name,
    );
    return row && JSON.parse(row.record);
  }

  /**
   * @param selector `name`, `name:version` or `name:label`
   * @throws AwsError ParameterNotFound, ParameterVersionNotFound
   */
  select(selector: string): { parameter: Parameter; suffix: string } {
    const { name, suffix, version, label } = parseSelector(selector);
    const newest = this.find(name);
    if (!newest) throw notFound(name);
    if (version === undefined && label === undefined) return { parameter: newest, suffix };
    const chosen = this.history(name).find((one) =>
      version === undefined ? one.labels.includes(label ?? '') : one.version === version,
    );
    if (!chosen) throw versionNotFound(suffix.slice(1), name);
    return { parameter: chosen, suffix };
  }

  /** All versions, oldest first. */
  history(name: string): Parameter[] {
    return this.#records('SELECT record FROM ssm_version WHERE name = ? ORDER BY version', name);
  }

  /** Newest versions of the parameters whose names follow `after` and begin with `prefix`, in order of name. */
  *walk({ prefix = '', after = '' }: { prefix?: string; after?: string } = {}): Generator<Parameter> {
    const rows = this.#store.each<{ record: string }>(
      `SELECT record FROM ssm_parameter JOIN ssm_version USING (name, version)
       WHERE name >= ? AND name > ? ORDER BY name`,
      prefix,
      after,
    );
    for (const { record } of rows) {
      const parameter: Parameter = JSON.parse(record);
      if (!parameter.name.startsWith(prefix)) return;
      yield parameter;
    }
  }

  /**
   * Adds a version, the first or the next one; beyond 100 the oldest goes.
   *
   * @throws AwsError ParameterMaxVersionLimitExceeded when the oldest one has a label
   */
  put(
    parameter: Omit<Parameter, 'version' | 'modifiedAt' | 'labels'>,
    tags?: Readonly<Record<string, string>>,
  ): Parameter {
    const { name } = parameter;
    return this.#store.transaction(() => {
      const version = (this.find(name)?.version ?? 0) + 1;
      const next: Parameter = { ...parameter, version, modifiedAt: this.#clock.now(), labels: [] };
      this.#write(next);
      this.#store.run(
        `INSERT INTO ssm_parameter VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET version = excluded.version`,
        name,
        version,
        JSON.stringify(tags ?? {}),
      );
      this.#forgetOldest(name);
      return next;
    });
  }

  /** @returns false when there was none of this name */
  delete(name: string): boolean {
    return this.#store.transaction(() => {
      this.#store.run('DELETE FROM ssm_version WHERE name = ?', name);
      return this.#store.run('DELETE FROM ssm_parameter WHERE name = ?', name) > 0;
    });
  }

  /** Gives a version these labels, which leave the versions that had them. */
  setLabels(parameter: Parameter, labels: readonly string[]): void {
    this.#store.transaction(() => {
      for (const other of this.history(parameter.name)) {
        const rest = other.labels.filter((label) => !labels.includes(label));
        if (other.version === parameter.version) this.#write({ ...other, labels });
        else if (rest.length < other.labels.length) this.#write({ ...other, labels: rest });
      }
    });
  }

  /** @throws AwsError ParameterNotFound */
  tags(name: string): Record<string, string> {
    const row = this.#store.get<{ tags: string }>('SELECT tags FROM ssm_parameter WHERE name = ?', name);
    if (!row) throw notFound(name);
    return JSON.parse(row.tags);
  }

  setTags(name: string, tags: Readonly<Record<string, string>>): void {
    this.#store.run('UPDATE ssm_parameter SET tags = ? WHERE name = ?', JSON.stringify(tags), name);
  }

  #forgetOldest(name: string): void {
    const versions = this.history(name);
    const [oldest] = versions;
    if (!oldest || versions.length <= HISTORY_VERSIONS) return;
    if (oldest.labels.length > 0) throw versionLimit(name);
    this.#store.run('DELETE FROM ssm_version WHERE name = ? AND version = ?', name, oldest.version);
  }

  #write(parameter: Parameter): void {
    this.#store.run(
      'INSERT OR REPLACE INTO ssm_version VALUES (?, ?, ?)',
      parameter.name,
      parameter.version,
      JSON.stringify(parameter),
    );
  }

  #records(sql: string, ...values: string[]): Parameter[] {
    return this.#store.all<{ record: string }>(sql, ...values).map(({ record }) => JSON.parse(record));
  }
}
