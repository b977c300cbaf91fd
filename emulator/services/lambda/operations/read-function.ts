import { pathToFileURL } from 'node:url';
import type {
  GetFunctionCommandInput,
  GetFunctionCommandOutput,
  GetFunctionConfigurationCommandInput,
  GetFunctionConfigurationCommandOutput,
  ListFunctionsCommandInput,
  ListFunctionsCommandOutput,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import { describeFunction } from '../functions/describe.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import { type AccessDeps, functionAccess, generalAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html; the code's location is its directory on this machine. */
export const getFunction = (deps: AccessDeps) =>
  operation<GetFunctionCommandInput, Output<GetFunctionCommandOutput>>({
    name: 'GetFunction',
    access: functionAccess('GetFunction', deps),
    run(input) {
      const reference = parseFunctionName(input.FunctionName, input.Qualifier);
      const version = deps.functions.resolve(reference);
      const { tags, reservedConcurrency } = deps.functions.settings(reference.name);
      return {
        Configuration: describeFunction(version, deps.account, reference.qualifier !== undefined),
        Code: { RepositoryType: 'file', Location: pathToFileURL(version.code.directory).href },
        ...(Object.keys(tags).length > 0 ? { Tags: { ...tags } } : {}),
        ...(reservedConcurrency === undefined
          ? {}
          : { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
      };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration = (deps: AccessDeps) =>
  operation<GetFunctionConfigurationCommandInput, Output<GetFunctionConfigurationCommandOutput>>({
    name: 'GetFunctionConfiguration',
    access: functionAccess('GetFunctionConfiguration', deps),
    run(input) {
      const reference = parseFunctionName(input.FunctionName, input.Qualifier);
      return describeFunction(deps.functions.resolve(reference), deps.account, reference.qualifier !== undefined);
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions = (deps: AccessDeps) =>
  operation<ListFunctionsCommandInput, Output<ListFunctionsCommandOutput>>({
    name: 'ListFunctions',
    access: generalAccess('ListFunctions'),
    run({ FunctionVersion, Marker, MaxItems }) {
      const names = deps.functions.all().map(({ functionName }) => functionName);
      const versions =
        FunctionVersion === 'ALL'
          ? names.flatMap((name) => deps.functions.versions(name))
          : names.map((name) => deps.functions.latest(name));
      const { items, next } = page(versions, Marker, MaxItems);
      const qualified = FunctionVersion === 'ALL';
      return { Functions: items.map((version) => describeFunction(version, deps.account, qualified)), ...next };
    },
  });
