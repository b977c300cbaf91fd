import { AwsError } from '../../door/errors.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Store } from '../../runtime/store.ts';
import { awsManagedPolicy } from './managed-policies.ts';
import type { ManagedPolicy } from './managed-policy.ts';
import { parseIdentityPolicy, parsePolicy, parseTrustPolicy, type Statement } from './policy/document.ts';
import { checkInlineSize, checkManagedSize } from './policy/size.ts';

export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  /** JSON text. */
  readonly trustPolicy: string;
  readonly description: string;
  readonly maxSessionSeconds: number;
  readonly boundaryArn: string | null;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Made by hand for services alone, and without a policy so far: it may do what is asked of it. */
  readonly unrestricted: boolean;
}

export interface NewRole {
  readonly name: string;
  readonly trustPolicy: string;
  readonly path?: string | undefined;
  readonly description?: string | undefined;
  readonly maxSessionSeconds?: number | undefined;
  readonly boundaryArn?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** By a call, not by a template. */
  readonly byHand?: boolean | undefined;
}

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
}

const DEFAULT_SESSION_SECONDS = 3_600;

/** IAM's state: roles, their inline and attached policies, and the account's managed policies. */
export class Roles {
  readonly #deps: Deps;
  /** Parsed policies by role; emptied at every change, for changes are rare and questions are many. */
  readonly #parsed = new Map<string, { statements: readonly Statement[]; boundary?: readonly Statement[] }>();
  /** Roles by the names they were asked for by; emptied likewise. */
  readonly #found = new Map<string, Role>();

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.store.migrate('iam', [
      `CREATE TABLE iam_roles (name TEXT PRIMARY KEY COLLATE NOCASE, arn TEXT NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL,
         trust_policy TEXT NOT NULL, description TEXT NOT NULL, max_session_seconds INTEGER NOT NULL, boundary_arn TEXT,
         created_at INTEGER NOT NULL, tags TEXT NOT NULL) STRICT;
       CREATE TABLE iam_role_policies (role TEXT NOT NULL REFERENCES iam_roles (name) ON DELETE CASCADE, name TEXT NOT NULL,
         document TEXT NOT NULL, PRIMARY KEY (role, name)) STRICT;
       CREATE TABLE iam_role_attachments (role TEXT NOT NULL REFERENCES iam_roles (name) ON DELETE CASCADE, arn TEXT NOT NULL,
         PRIMARY KEY (role, arn)) STRICT;
       CREATE TABLE iam_policies (arn TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL,
         description TEXT NOT NULL, document TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT`,
      'ALTER TABLE iam_roles ADD COLUMN unrestricted INTEGER NOT NULL DEFAULT 0',
    ]);
  }

  create({ name, trustPolicy, path = '/', ...rest }: NewRole): Role {
    const { store, clock, ids, account } = this.#deps;
    if (this.find(name))
      throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, { status: 409 });
    const forServicesAlone = parseTrustPolicy(trustPolicy).every(trustsServicesAlone);
    store.run(
      'INSERT INTO iam_roles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      name,
      `arn:${account.partition}:iam::${account.id}:role${path}${name}`,
      `AROA${ids.letters(17)}`,
      path,
      trustPolicy,
      rest.description ?? '',
      rest.maxSessionSeconds ?? DEFAULT_SESSION_SECONDS,
      rest.boundaryArn ?? null,
      clock.now(),
      JSON.stringify(rest.tags ?? {}),
      Number((rest.byHand ?? false) && forServicesAlone && !rest.boundaryArn),
    );
    return this.get(name);
  }

  find(name: string): Role | undefined {
    const known = this.#found.get(name);
    if (known) return known;
    const found = this.#read(name);
    if (found) this.#found.set(name, found);
    return found;
  }

  #read(name: string): Role | undefined {
    const row = this.#deps.store.get<RoleRow>('SELECT * FROM iam_roles WHERE name = ?', name);
    return row && toRole(row);
  }

  /** @throws AwsError NoSuchEntity */
  get(name: string): Role {
    const role = this.find(name);
    if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    return role;
  }

  findByArn(arn: string): Role | undefined {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const role = this.find(name);
    return role?.arn === arn ? role : undefined;
  }

  /** Something has changed. */
  #forget(): void {
    this.#parsed.clear();
    this.#found.clear();
  }

  list(): Role[] {
    return this.#deps.store.all<RoleRow>('SELECT * FROM iam_roles ORDER BY name').map(toRole);
  }

  change(name: string, changes: Partial<Omit<NewRole, 'name' | 'path'>>): Role {
    const role = this.get(name);
    if (changes.trustPolicy) parseTrustPolicy(changes.trustPolicy);
    this.#deps.store.run(
      'UPDATE iam_roles SET trust_policy = ?, description = ?, max_session_seconds = ?, boundary_arn = ?, tags = ? WHERE name = ?',
      changes.trustPolicy ?? role.trustPolicy,
      changes.description ?? role.description,
      changes.maxSessionSeconds ?? role.maxSessionSeconds,
      changes.boundaryArn ?? role.boundaryArn,
      JSON.stringify(changes.tags ?? role.tags),
      name,
    );
    if (changes.boundaryArn) this.#restrict(name);
    this.#forget();
    return this.get(name);
  }

  #restrict(name: string): void {
    this.#deps.store.run('UPDATE iam_roles SET unrestricted = 0 WHERE name = ?', name);
  }

  delete(name: string): void {
    this.#deps.store.run('DELETE FROM iam_roles WHERE name = ?', name);
    this.#forget();
  }

  putInlinePolicy(role: string, name: string, document: string): void {
    parseIdentityPolicy(document);
    const { name: known } = this.get(role);
    checkInlineSize(known, new Map(this.inlinePolicies(known)).set(name, document).values());
    this.#deps.store.run('INSERT OR REPLACE INTO iam_role_policies VALUES (?, ?, ?)', known, name, document);
    this.#restrict(known);
    this.#forget();
  }

  deleteInlinePolicy(role: string, name: string): boolean {
    this.#forget();
    return this.#deps.store.run('DELETE FROM iam_role_policies WHERE role = ? AND name = ?', role, name) > 0;
  }

  /** Documents by policy name. */
  inlinePolicies(role: string): ReadonlyMap<string, string> {
    const rows = this.#deps.store.all<{ name: string; document: string }>(
      'SELECT name, document FROM iam_role_policies WHERE role = ? ORDER BY name',
      role,
    );
    return new Map(rows.map(({ name, document }) => [name, document]));
  }

  attach(role: string, arn: string): void {
    this.policy(arn);
    const { name } = this.get(role);
    this.#deps.store.run('INSERT OR IGNORE INTO iam_role_attachments VALUES (?, ?)', name, arn);
    this.#restrict(name);
    this.#forget();
  }

  detach(role: string, arn: string): boolean {
    this.#forget();
    return this.#deps.store.run('DELETE FROM iam_role_attachments WHERE role = ? AND arn = ?', role, arn) > 0;
  }

  attached(role: string): string[] {
    const rows = this.#deps.store.all<{ arn: string }>(
      'SELECT arn FROM iam_role_attachments WHERE role = ? ORDER BY arn',
      role,
    );
    return rows.map(({ arn }) => arn);
  }

  createPolicy(options: {
    name: string;
    document: string;
    path?: string | undefined;
    description?: string | undefined;
  }): ManagedPolicy {
    const { store, clock, ids, account } = this.#deps;
    const { name, document, path = '/', description = '' } = options;
    const arn = `arn:${account.partition}:iam::${account.id}:policy${path}${name}`;
    parseIdentityPolicy(document);
    checkManagedSize(document);
    if (store.get('SELECT 1 FROM iam_policies WHERE arn = ?', arn)) {
      throw new AwsError(
        'EntityAlreadyExists',
        `A policy called ${name} already exists. Duplicate names are not allowed.`,
        {
          status: 409,
        },
      );
    }
    const id = `ANPA${ids.letters(17)}`;
    store.run(
      'INSERT INTO iam_policies VALUES (?, ?, ?, ?, ?, ?, ?)',
      arn,
      id,
      name,
      path,
      description,
      document,
      clock.now(),
    );
    return this.policy(arn);
  }

  /** A managed policy of the account or of AWS. @throws AwsError NoSuchEntity */
  policy(arn: string): ManagedPolicy {
    const own = this.#deps.store.get<PolicyRow>('SELECT * FROM iam_policies WHERE arn = ?', arn);
    if (own) return toPolicy(own);
    const managed = awsManagedPolicy(arn, this.#deps.account.partition);
    if (!managed) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    return managed;
  }

  policies(): ManagedPolicy[] {
    return this.#deps.store.all<PolicyRow>('SELECT * FROM iam_policies ORDER BY arn').map(toPolicy);
  }

  setPolicyDocument(arn: string, document: string): void {
    parseIdentityPolicy(document);
    checkManagedSize(document);
    this.#deps.store.run('UPDATE iam_policies SET document = ? WHERE arn = ?', document, arn);
    this.#forget();
  }

  deletePolicy(arn: string): void {
    this.#deps.store.run('DELETE FROM iam_policies WHERE arn = ?', arn);
  }

  rolesWith(policyArn: string): string[] {
    const rows = this.#deps.store.all<{ role: string }>(
      'SELECT role FROM iam_role_attachments WHERE arn = ?',
      policyArn,
    );
    return rows.map(({ role }) => role);
  }

  /** All that a role's policies say, and its permissions boundary. A role that is gone may do nothing. */
  policiesOf(roleName: string): { statements: readonly Statement[]; boundary?: readonly Statement[] } {
    const known = this.#parsed.get(roleName);
    if (known) return known;
    const role = this.find(roleName);
    const documents = role
      ? [...this.inlinePolicies(roleName).values(), ...this.attached(roleName).map((arn) => this.policy(arn).document)]
      : [];
    const parsed = {
      statements: documents.flatMap((document) => parsePolicy(document)),
      ...(role?.boundaryArn ? { boundary: parsePolicy(this.policy(role.boundaryArn).document) } : {}),
    };
    this.#parsed.set(roleName, parsed);
    return parsed;
  }
}

export const noSuchEntity = (message: string) => new AwsError('NoSuchEntity', message, { status: 404 });

interface RoleRow {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  readonly trust_policy: string;
  readonly description: string;
  readonly max_session_seconds: number;
  readonly boundary_arn: string | null;
  readonly created_at: number;
  readonly tags: string;
  readonly unrestricted: 0 | 1;
}

interface PolicyRow extends Omit<ManagedPolicy, 'createdAt'> {
  readonly created_at: number;
}

const toRole = ({
  trust_policy,
  max_session_seconds,
  boundary_arn,
  created_at,
  tags,
  unrestricted,
  ...row
}: RoleRow): Role => ({
  ...row,
  trustPolicy: trust_policy,
  maxSessionSeconds: max_session_seconds,
  boundaryArn: boundary_arn,
  createdAt: created_at,
  tags: JSON.parse(tags),
  unrestricted: unrestricted === 1,
});

const trustsServicesAlone = ({ Principal }: Statement) => Object.keys(Principal ?? {}).join() === 'Service';

const toPolicy = ({ created_at, ...row }: PolicyRow): ManagedPolicy => ({ ...row, createdAt: created_at });
