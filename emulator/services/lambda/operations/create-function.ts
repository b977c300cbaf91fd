import type { CreateFunctionCommandInput, CreateFunctionCommandOutput } from '@aws-sdk/client-lambda';
import type { Door } from '../../../door/door.ts';
import { operation } from '../../../door/operation.ts';
import { takeCode } from '../code/code-input.ts';
import type { CodeStore } from '../code/code-store.ts';
import { invalidParameter, missing } from '../errors.ts';
import { describeFunction } from '../functions/describe.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import type { Functions } from '../functions/functions.ts';
import { type AccessDeps, functionAccess, passRole } from './access.ts';
import type { Output } from './output.ts';

interface Deps extends AccessDeps {
  readonly door: Door;
  readonly code: CodeStore;
  readonly service: Functions;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const createFunction = (deps: Deps) =>
  operation<CreateFunctionCommandInput, Output<CreateFunctionCommandOutput>>({
    name: 'CreateFunction',
    access: (input) => [...functionAccess('CreateFunction', deps)(input), ...passRole(input.Role)],
    async run(input, { principal }) {
      const { name } = parseFunctionName(input.FunctionName);
      if (!input.Code) throw missing('code');
      if (input.CodeSigningConfigArn) throw invalidParameter('The emulator does not support CodeSigningConfigArn.');
      const code = await takeCode(input.Code, principal, deps);
      const created = deps.service.create(name, input, code, input.Tags);
      return describeFunction(input.Publish ? deps.service.publish(name) : created, deps.account);
    },
  });
