import { type Account, arn } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Store } from '../../runtime/store.ts';
import { checkContent, type SchemaType } from './content.ts';
import { conflict, notFound } from './errors.ts';
import { SCHEMA_NAME_CHARACTERS } from './limits.ts';
import { defined, type Registries, type Tags } from './registries.ts';
import { checkName } from './validate.ts';

export interface Schema {
  readonly registry: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly tags: Tags;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
  readonly versions: number;
}

export interface SchemaVersion {
  readonly version: string;
  readonly type: SchemaType;
  readonly content: string;
  readonly createdAt: number;
}

export interface SchemaSettings {
  readonly description?: string | undefined;
  readonly tags?: Tags | undefined;
}

interface Row {
  readonly registry: string;
  readonly name: string;
  readonly description: string | null;
  readonly tags: string;
  readonly modified_at: number;
  readonly versions: number;
}

interface VersionRow {
  readonly version: number;
  readonly type: SchemaType;
  readonly content: string;
  readonly created_at: number;
}

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly registries: Registries;
}

const WITH_COUNT = `SELECT s.*, (SELECT count(*) FROM schemas_versions v WHERE v.registry = s.registry AND v.name = s.name) AS versions
  FROM schemas_schemas s`;

/** Schemas with their versions: another content is another version, and old ones stay until they are deleted. */
export class Schemas {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  find(registry: string, name: string): Schema | undefined {
    const row = this.#deps.store.get<Row>(`${WITH_COUNT} WHERE s.registry = ? AND s.name = ?`, registry, name);
    return row && this.#of(row);
  }

  /** @throws AwsError NotFoundException, for the registry or the schema */
  get(registry: string, name: string): Schema {
    this.#deps.registries.get(registry);
    const schema = this.find(registry, name);
    if (!schema) throw notFound(`Schema with name ${name} does not exist.`);
    return schema;
  }

  list(registry: string, prefix = ''): Schema[] {
    this.#deps.registries.get(registry);
    const rows = this.#deps.store.all<Row>(`${WITH_COUNT} WHERE s.registry = ? ORDER BY s.name`, registry);
    return rows.filter(({ name }) => name.startsWith(prefix)).map((row) => this.#of(row));
  }

  /** @throws AwsError ConflictException, BadRequestException for content that is none of its type */
  create(registry: string, name: string, type: SchemaType, content: string, settings: SchemaSettings): Schema {
    const { store, clock, registries } = this.#deps;
    registries.get(registry);
    checkName(name, 'SchemaName', SCHEMA_NAME_CHARACTERS);
    checkContent(type, content);
    if (this.find(registry, name)) throw conflict(`Schema with name ${name} already exists.`);
    const { description, tags = {} } = settings;
    store.transaction(() => {
      const sql = 'INSERT INTO schemas_schemas VALUES (?, ?, ?, ?, ?)';
      store.run(sql, registry, name, description || null, JSON.stringify(tags), clock.now());
      this.#addVersion(registry, name, type, content);
    });
    return this.get(registry, name);
  }

  /** New content or another type make a new version, unless they are what the newest version has. */
  change(schema: Schema, change: SchemaSettings & { readonly type?: SchemaType; readonly content?: string }): Schema {
    const { store, clock } = this.#deps;
    const { registry, name } = schema;
    const newest = this.version(schema);
    const { type = newest.type, content = newest.content } = change;
    checkContent(type, content);
    const { description, tags } = { ...schema, ...defined({ description: change.description, tags: change.tags }) };
    store.transaction(() => {
      const sql =
        'UPDATE schemas_schemas SET description = ?, tags = ?, modified_at = ? WHERE registry = ? AND name = ?';
      store.run(sql, description || null, JSON.stringify(tags), clock.now(), registry, name);
      if (type !== newest.type || content !== newest.content) this.#addVersion(registry, name, type, content);
    });
    return this.get(registry, name);
  }

  /** Succeeds when it is gone already. */
  delete(registry: string, name: string): void {
    this.#deps.store.run('DELETE FROM schemas_schemas WHERE registry = ? AND name = ?', registry, name);
  }

  /** Newest first. */
  versions({ registry, name }: Schema): SchemaVersion[] {
    const sql = 'SELECT * FROM schemas_versions WHERE registry = ? AND name = ? ORDER BY version DESC';
    return this.#deps.store.all<VersionRow>(sql, registry, name).map(versionOf);
  }

  /** @throws AwsError NotFoundException */
  version(schema: Schema, version?: string): SchemaVersion {
    const found = this.versions(schema).find((candidate) => candidate.version === (version ?? candidate.version));
    if (!found) throw notFound(`Schema version with version ${version} does not exist.`);
    return found;
  }

  deleteVersion({ registry, name }: Schema, version: string): void {
    const sql = 'DELETE FROM schemas_versions WHERE registry = ? AND name = ? AND version = ?';
    this.#deps.store.run(sql, registry, name, Number(version));
  }

  #addVersion(registry: string, name: string, type: SchemaType, content: string): void {
    const { store, clock } = this.#deps;
    store.run(
      `INSERT INTO schemas_versions
       SELECT ?1, ?2, coalesce(max(version), 0) + 1, ?3, ?4, ?5 FROM schemas_versions WHERE registry = ?1 AND name = ?2`,
      registry,
      name,
      type,
      content,
      clock.now(),
    );
  }

  #of({ registry, name, description, tags, modified_at, versions }: Row): Schema {
    return {
      registry,
      name,
      arn: arn(this.#deps.account, 'schemas', `schema/${registry}/${name}`),
      tags: JSON.parse(tags),
      modifiedAt: modified_at,
      versions,
      ...(description === null ? {} : { description }),
    };
  }
}

const versionOf = ({ version, type, content, created_at }: VersionRow): SchemaVersion => ({
  version: String(version),
  type,
  content,
  createdAt: created_at,
});
