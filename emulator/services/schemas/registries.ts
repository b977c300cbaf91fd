import { type Account, arn } from '../../runtime/account.ts';
import type { Store } from '../../runtime/store.ts';
import { conflict, forbidden, notFound } from './errors.ts';
import { REGISTRY_NAME_CHARACTERS } from './limits.ts';
import { checkName } from './validate.ts';

export type Tags = Readonly<Record<string, string>>;

export interface Registry {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly tags: Tags;
}

interface Row {
  readonly name: string;
  readonly description: string | null;
  readonly tags: string;
}

export interface RegistrySettings {
  readonly description?: string | undefined;
  readonly tags?: Tags | undefined;
}

/** Registries: named sets of schemas. */
export class Registries {
  readonly #store: Store;
  readonly #account: Account;

  constructor({ store, account }: { readonly store: Store; readonly account: Account }) {
    this.#store = store;
    this.#account = account;
  }

  find(name: string): Registry | undefined {
    const row = this.#store.get<Row>('SELECT * FROM schemas_registries WHERE name = ?', name);
    return row && this.#of(row);
  }

  /** @throws AwsError NotFoundException */
  get(name: string): Registry {
    const registry = this.find(name);
    if (!registry) throw notFound(`Registry with name ${name} does not exist.`);
    return registry;
  }

  list(prefix = ''): Registry[] {
    const rows = this.#store.all<Row>('SELECT * FROM schemas_registries ORDER BY name');
    return rows.filter(({ name }) => name.startsWith(prefix)).map((row) => this.#of(row));
  }

  /** @throws AwsError ConflictException, BadRequestException, ForbiddenException */
  create(name: string, { description, tags = {} }: RegistrySettings): Registry {
    checkName(name, 'RegistryName', REGISTRY_NAME_CHARACTERS);
    if (name.startsWith('aws.')) throw forbidden('Registry names that start with "aws." are reserved.');
    if (this.find(name)) throw conflict(`Registry with name ${name} already exists.`);
    this.#store.run('INSERT INTO schemas_registries VALUES (?, ?, ?)', name, description || null, JSON.stringify(tags));
    return this.get(name);
  }

  change(name: string, change: RegistrySettings): Registry {
    const { description, tags } = { ...this.get(name), ...defined(change) };
    const sql = 'UPDATE schemas_registries SET description = ?, tags = ? WHERE name = ?';
    this.#store.run(sql, description || null, JSON.stringify(tags), name);
    return this.get(name);
  }

  /** Removes a registry with its schemas. Succeeds when it is gone already. */
  delete(name: string): void {
    this.#store.run('DELETE FROM schemas_registries WHERE name = ?', name);
  }

  #of({ name, description, tags }: Row): Registry {
    return {
      name,
      arn: arn(this.#account, 'schemas', `registry/${name}`),
      tags: JSON.parse(tags),
      ...(description === null ? {} : { description }),
    };
  }
}

/** What a change really says: members that are undefined leave things as they are. */
export function defined<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
