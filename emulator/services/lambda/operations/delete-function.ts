import type { DeleteFunctionCommandInput, DeleteFunctionCommandOutput } from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import type { Functions } from '../functions/functions.ts';
import { type AccessDeps, functionAccess } from './access.ts';
import type { Output } from './output.ts';

interface Deps extends AccessDeps {
  readonly service: Functions;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html; invocations under way are ended. */
export const deleteFunction = (deps: Deps) =>
  operation<DeleteFunctionCommandInput, Output<DeleteFunctionCommandOutput>>({
    name: 'DeleteFunction',
    access: functionAccess('DeleteFunction', deps),
    run(input) {
      const { name, qualifier } = parseFunctionName(input.FunctionName, input.Qualifier);
      deps.service.delete(name, qualifier);
      return { StatusCode: 204 };
    },
  });
