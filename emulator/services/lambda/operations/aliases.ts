import type {
  CreateAliasCommandInput,
  CreateAliasCommandOutput,
  DeleteAliasCommandInput,
  GetAliasCommandInput,
  GetAliasCommandOutput,
  ListAliasesCommandInput,
  ListAliasesCommandOutput,
  UpdateAliasCommandInput,
  UpdateAliasCommandOutput,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import { missing } from '../errors.ts';
import type { Aliases } from '../functions/aliases.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import { type AccessDeps, functionAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

interface Deps extends AccessDeps {
  readonly aliases: Aliases;
}

function names({ FunctionName, Name }: { FunctionName?: string | undefined; Name?: string | undefined }) {
  if (Name === undefined) throw missing('name');
  return { functionName: parseFunctionName(FunctionName).name, alias: Name };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAlias = (deps: Deps) =>
  operation<CreateAliasCommandInput, Output<CreateAliasCommandOutput>>({
    name: 'CreateAlias',
    access: functionAccess('CreateAlias', deps),
    run(input) {
      const { functionName, alias } = names(input);
      if (!input.FunctionVersion) throw missing('functionVersion');
      const { FunctionVersion: version, Description: description, RoutingConfig: routing } = input;
      return deps.aliases.describe(deps.aliases.create(functionName, alias, { version, description, routing }));
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const updateAlias = (deps: Deps) =>
  operation<UpdateAliasCommandInput, Output<UpdateAliasCommandOutput>>({
    name: 'UpdateAlias',
    access: functionAccess('UpdateAlias', deps),
    run(input) {
      const { functionName, alias } = names(input);
      const { FunctionVersion: version, Description: description, RoutingConfig: routing } = input;
      const changes = { version, description, routing };
      return deps.aliases.describe(deps.aliases.update(functionName, alias, changes, input.RevisionId));
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const getAlias = (deps: Deps) =>
  operation<GetAliasCommandInput, Output<GetAliasCommandOutput>>({
    name: 'GetAlias',
    access: functionAccess('GetAlias', deps),
    run(input) {
      const { functionName, alias } = names(input);
      return deps.aliases.describe(deps.functions.alias(functionName, alias));
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const listAliases = (deps: Deps) =>
  operation<ListAliasesCommandInput, Output<ListAliasesCommandOutput>>({
    name: 'ListAliases',
    access: functionAccess('ListAliases', deps),
    run({ FunctionName, FunctionVersion, Marker, MaxItems }) {
      const { name } = parseFunctionName(FunctionName);
      deps.functions.settings(name);
      const all = deps.functions.aliases(name);
      const wanted = FunctionVersion ? all.filter(({ version }) => version === FunctionVersion) : all;
      const { items, next } = page(wanted, Marker, MaxItems);
      return { Aliases: items.map((alias) => deps.aliases.describe(alias)), ...next };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export const deleteAlias = (deps: Deps) =>
  operation<DeleteAliasCommandInput, void>({
    name: 'DeleteAlias',
    access: functionAccess('DeleteAlias', deps),
    run(input) {
      const { functionName, alias } = names(input);
      deps.functions.settings(functionName);
      deps.aliases.delete(functionName, alias);
    },
  });
