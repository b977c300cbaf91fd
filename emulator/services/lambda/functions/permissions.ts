import type { AddPermissionCommandInput } from '@aws-sdk/client-lambda';
import type { Account } from '../../../runtime/account.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { preconditionFailed, resourceConflict, resourceNotFound } from '../errors.ts';
import { type FunctionReference, functionArn } from './function-name.ts';
import { LATEST, type PolicyStatement, type ResourcePolicy } from './function-record.ts';
import type { FunctionStore } from './function-store.ts';
import { permissionStatement } from './resource-policy.ts';

interface Options {
  readonly account: Account;
  readonly functions: FunctionStore;
  readonly ids: Ids;
}

/** The resource policies of functions, versions and aliases, a statement at a time. */
export class Permissions {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @throws AwsError ResourceConflictException when the policy has a statement of this id */
  add(reference: FunctionReference, input: Partial<AddPermissionCommandInput>): PolicyStatement {
    const { account, functions, ids } = this.#options;
    functions.resolve(reference);
    const policy = this.#checked(reference, input.RevisionId);
    const statement = permissionStatement(input, functionArn(account, reference), account);
    const statements = policy?.statements ?? [];
    if (statements.some(({ Sid }) => Sid === statement.Sid)) {
      throw resourceConflict(
        `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }
    functions.putPolicy(reference, { revisionId: ids.uuid(), statements: [...statements, statement] });
    return statement;
  }

  /** @throws AwsError ResourceNotFoundException when there is no such statement */
  remove(reference: FunctionReference, statementId: string, revisionId?: string): void {
    const { functions, ids } = this.#options;
    functions.resolve(reference);
    const policy = this.#checked(reference, revisionId);
    const statements = policy?.statements.filter(({ Sid }) => Sid !== statementId) ?? [];
    if (statements.length === (policy?.statements.length ?? 0)) {
      throw resourceNotFound(`Statement ${statementId} is not found in resource policy.`);
    }
    functions.putPolicy(reference, { revisionId: ids.uuid(), statements });
  }

  /** @throws AwsError ResourceNotFoundException when nothing was ever permitted */
  policy(reference: FunctionReference): ResourcePolicy {
    this.#options.functions.resolve(reference);
    const policy = this.#options.functions.policy(reference);
    if (policy && policy.statements.length > 0) return policy;
    throw resourceNotFound('The resource you requested does not exist.');
  }

  #checked(reference: FunctionReference, revisionId: string | undefined): ResourcePolicy | undefined {
    const policy = this.#options.functions.policy(reference);
    if (revisionId !== undefined && revisionId !== policy?.revisionId) throw preconditionFailed();
    return policy;
  }
}

/** `$LATEST` can't be named in a policy: it is the function itself. */
export function withoutLatest({ name, qualifier }: FunctionReference): FunctionReference {
  return qualifier === undefined || qualifier === LATEST ? { name } : { name, qualifier };
}
