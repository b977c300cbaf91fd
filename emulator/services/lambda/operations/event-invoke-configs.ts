import type {
  DeleteFunctionEventInvokeConfigCommandInput,
  GetFunctionEventInvokeConfigCommandInput,
  GetFunctionEventInvokeConfigCommandOutput,
  ListFunctionEventInvokeConfigsCommandInput,
  ListFunctionEventInvokeConfigsCommandOutput,
  PutFunctionEventInvokeConfigCommandInput,
  PutFunctionEventInvokeConfigCommandOutput,
  UpdateFunctionEventInvokeConfigCommandInput,
  UpdateFunctionEventInvokeConfigCommandOutput,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import type { EventInvokeConfigs } from '../functions/event-invoke.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import { type AccessDeps, functionAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

interface Deps extends AccessDeps {
  readonly eventInvokeConfigs: EventInvokeConfigs;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const putFunctionEventInvokeConfig = (deps: Deps) =>
  operation<PutFunctionEventInvokeConfigCommandInput, Output<PutFunctionEventInvokeConfigCommandOutput>>({
    name: 'PutFunctionEventInvokeConfig',
    access: functionAccess('PutFunctionEventInvokeConfig', deps),
    run(input) {
      const reference = parseFunctionName(input.FunctionName, input.Qualifier);
      return deps.eventInvokeConfigs.describe(deps.eventInvokeConfigs.put(reference, input));
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
export const updateFunctionEventInvokeConfig = (deps: Deps) =>
  operation<UpdateFunctionEventInvokeConfigCommandInput, Output<UpdateFunctionEventInvokeConfigCommandOutput>>({
    name: 'UpdateFunctionEventInvokeConfig',
    access: functionAccess('UpdateFunctionEventInvokeConfig', deps),
    run(input) {
      const reference = parseFunctionName(input.FunctionName, input.Qualifier);
      const base = deps.eventInvokeConfigs.get(reference);
      return deps.eventInvokeConfigs.describe(deps.eventInvokeConfigs.put(reference, input, base));
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export const getFunctionEventInvokeConfig = (deps: Deps) =>
  operation<GetFunctionEventInvokeConfigCommandInput, Output<GetFunctionEventInvokeConfigCommandOutput>>({
    name: 'GetFunctionEventInvokeConfig',
    access: functionAccess('GetFunctionEventInvokeConfig', deps),
    run(input) {
      const reference = parseFunctionName(input.FunctionName, input.Qualifier);
      return deps.eventInvokeConfigs.describe(deps.eventInvokeConfigs.get(reference));
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
export const listFunctionEventInvokeConfigs = (deps: Deps) =>
  operation<ListFunctionEventInvokeConfigsCommandInput, Output<ListFunctionEventInvokeConfigsCommandOutput>>({
    name: 'ListFunctionEventInvokeConfigs',
    access: functionAccess('ListFunctionEventInvokeConfigs', deps),
    run({ FunctionName, Marker, MaxItems }) {
      const { name } = parseFunctionName(FunctionName);
      deps.functions.settings(name);
      const { items, next } = page(deps.functions.invokeConfigs(name), Marker, MaxItems);
      return { FunctionEventInvokeConfigs: items.map((config) => deps.eventInvokeConfigs.describe(config)), ...next };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export const deleteFunctionEventInvokeConfig = (deps: Deps) =>
  operation<DeleteFunctionEventInvokeConfigCommandInput, void>({
    name: 'DeleteFunctionEventInvokeConfig',
    access: functionAccess('DeleteFunctionEventInvokeConfig', deps),
    run({ FunctionName, Qualifier }) {
      deps.eventInvokeConfigs.delete(parseFunctionName(FunctionName, Qualifier));
    },
  });
