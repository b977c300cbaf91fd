import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { badRequest } from '../errors.ts';
import type { ApiParts } from '../model/api-parts.ts';
import type { Draft, PartDefinition } from '../model/part-definition.ts';
import type { PartKind, PartRecords } from '../model/records.ts';
import { gatewayAccess } from './access.ts';
import { page } from './page.ts';
import { shown } from './shapes.ts';

interface Deps {
  readonly parts: ApiParts;
  readonly account: Account;
}

interface Hooks<K extends PartKind> {
  /** For a kind whose id the caller chooses. */
  readonly idOf?: (draft: Draft<PartRecords[K]>) => string | undefined;
  readonly afterCreate?: (apiId: string, record: PartRecords[K]) => void;
}

type Input<K extends PartKind> = Draft<PartRecords[K]> & {
  readonly ApiId?: string | undefined;
  readonly MaxResults?: string | undefined;
  readonly NextToken?: string | undefined;
};

/** The five operations that every kind of part has: create, get one, get all, update, delete. */
export function partOperations<K extends PartKind>(
  { parts, account }: Deps,
  definition: PartDefinition<K>,
  { idOf, afterCreate }: Hooks<K> = {},
): AnyOperation[] {
  const { title, plural, idMember } = definition;
  const idIn = (input: Input<K>): string => text(input[idMember], idMember);
  const declare = <O>(name: string, run: (input: Input<K>, apiId: string) => O) =>
    operation<Input<K>, O>({
      name,
      access: gatewayAccess(account, name),
      run: (input) => run(input, text(input.ApiId, 'ApiId')),
    });
  return [
    declare(`Create${title}`, (input, apiId) => {
      const record = parts.create(definition, apiId, withoutApi(input), idOf?.(input));
      afterCreate?.(apiId, record);
      return shown(record);
    }),
    declare(`Get${title}`, (input, apiId) => shown(parts.get(definition, apiId, idIn(input)))),
    declare(`Get${plural}`, (input, apiId) => {
      const { Items, ...token } = page(parts.list(definition, apiId, input), input);
      return { Items: Items.map(shown), ...token };
    }),
    declare(`Update${title}`, (input, apiId) => shown(parts.update(definition, apiId, idIn(input), withoutApi(input)))),
    declare(`Delete${title}`, (input, apiId) => {
      parts.delete(definition, apiId, idIn(input));
      return {};
    }),
  ];
}

function withoutApi<K extends PartKind>({ ApiId: _, ...draft }: Input<K>): Draft<PartRecords[K]> {
  // What is left is the draft that `Input` adds `ApiId` to.
  return draft as unknown as Draft<PartRecords[K]>;
}

function text(value: unknown, member: string): string {
  if (typeof value !== 'string' || value === '') throw badRequest(`${member} must not be null`);
  return value;
}
