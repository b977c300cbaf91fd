import type { Access } from '../../../door/operation.ts';
import { type Account, arn } from '../../../runtime/account.ts';

interface Named {
  readonly RegistryName?: string | undefined;
  readonly SchemaName?: string | undefined;
  readonly ResourceArn?: string | undefined;
}

/** What policies must allow: a schema, a registry, or the resource of an ARN. */
export const schemasAccess =
  (account: Account) =>
  (action: string) =>
  ({ RegistryName = '*', SchemaName, ResourceArn }: Named): readonly Access[] => {
    const path = SchemaName === undefined ? `registry/${RegistryName}` : `schema/${RegistryName}/${SchemaName}`;
    return [{ action: `schemas:${action}`, resource: ResourceArn ?? arn(account, 'schemas', path) }];
  };

export type SchemasAccess = ReturnType<typeof schemasAccess>;
