import type {
  UpdateFunctionCodeCommandInput,
  UpdateFunctionCodeCommandOutput,
  UpdateFunctionConfigurationCommandInput,
  UpdateFunctionConfigurationCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Door } from '../../../door/door.ts';
import { operation } from '../../../door/operation.ts';
import { takeCode } from '../code/code-input.ts';
import type { CodeStore } from '../code/code-store.ts';
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

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html */
export const updateFunctionCode = (deps: Deps) =>
  operation<UpdateFunctionCodeCommandInput, Output<UpdateFunctionCodeCommandOutput>>({
    name: 'UpdateFunctionCode',
    access: functionAccess('UpdateFunctionCode', deps),
    async run(input, { principal }) {
      const { name } = parseFunctionName(input.FunctionName);
      const latest = deps.functions.latest(name);
      const code = await takeCode(input, principal, deps);
      if (input.DryRun) return describeFunction({ ...latest, code }, deps.account);
      const updated = deps.service.updateCode(name, code, input.Architectures?.[0], input.RevisionId);
      return describeFunction(input.Publish ? deps.service.publish(name) : updated, deps.account);
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const updateFunctionConfiguration = (deps: Deps) =>
  operation<UpdateFunctionConfigurationCommandInput, Output<UpdateFunctionConfigurationCommandOutput>>({
    name: 'UpdateFunctionConfiguration',
    access: (input) => [...functionAccess('UpdateFunctionConfiguration', deps)(input), ...passRole(input.Role)],
    run(input) {
      const { name } = parseFunctionName(input.FunctionName);
      return describeFunction(deps.service.updateConfiguration(name, input, input.RevisionId), deps.account);
    },
  });
