import type { Account } from '../../../runtime/account.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { resourceConflict, resourceNotFound } from '../errors.ts';
import type { PolicyStatement } from '../functions/function-record.ts';
import { permissionStatement } from '../functions/resource-policy.ts';
import type { LayerStore } from './layer-store.ts';

export interface LayerPermissionInput {
  readonly StatementId?: string | undefined;
  readonly Action?: string | undefined;
  readonly Principal?: string | undefined;
  readonly OrganizationId?: string | undefined;
}

/** The policies of layer versions: kept and shown. They let other accounts in, and here is only one. */
export class LayerPermissions {
  readonly #layers: LayerStore;
  readonly #account: Account;
  readonly #ids: Ids;

  constructor({ layers, account, ids }: { layers: LayerStore; account: Account; ids: Ids }) {
    this.#layers = layers;
    this.#account = account;
    this.#ids = ids;
  }

  add(name: string, version: number, input: LayerPermissionInput): { statement: PolicyStatement; revisionId: string } {
    const layer = this.#layers.get(name, version);
    const { OrganizationId: PrincipalOrgID, ...rest } = input;
    const statement = permissionStatement({ ...rest, PrincipalOrgID }, layer.arn, this.#account);
    const statements = layer.policy?.statements ?? [];
    if (statements.some(({ Sid }) => Sid === statement.Sid)) {
      throw resourceConflict(
        `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    const policy = { revisionId: this.#ids.uuid(), statements: [...statements, statement] };
    this.#layers.put({ ...layer, policy });
    return { statement, revisionId: policy.revisionId };
  }

  /** @throws AwsError ResourceNotFoundException */
  remove(name: string, version: number, statementId: string): void {
    const layer = this.#layers.get(name, version);
    const statements = layer.policy?.statements.filter(({ Sid }) => Sid !== statementId) ?? [];
    if (statements.length === (layer.policy?.statements.length ?? 0)) {
      throw resourceNotFound(`Statement ${statementId} is not found in resource policy.`);
    }
    this.#layers.put({ ...layer, policy: { revisionId: this.#ids.uuid(), statements } });
  }
}
