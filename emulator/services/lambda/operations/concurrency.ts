import type {
  DeleteFunctionConcurrencyCommandInput,
  GetAccountSettingsCommandInput,
  GetAccountSettingsCommandOutput,
  GetFunctionConcurrencyCommandInput,
  GetFunctionConcurrencyCommandOutput,
  PutFunctionConcurrencyCommandInput,
  PutFunctionConcurrencyCommandOutput,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import { missing } from '../errors.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import { setReservedConcurrency } from '../functions/reserved-concurrency.ts';
import { ACCOUNT_CONCURRENCY, UNZIPPED_CODE_BYTES, ZIPPED_UPLOAD_BYTES } from '../limits.ts';
import { type AccessDeps, functionAccess, generalAccess } from './access.ts';
import type { Output } from './output.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency = (deps: AccessDeps) =>
  operation<PutFunctionConcurrencyCommandInput, Output<PutFunctionConcurrencyCommandOutput>>({
    name: 'PutFunctionConcurrency',
    access: functionAccess('PutFunctionConcurrency', deps),
    run({ FunctionName, ReservedConcurrentExecutions }) {
      if (ReservedConcurrentExecutions === undefined) throw missing('reservedConcurrentExecutions');
      setReservedConcurrency(deps.functions, parseFunctionName(FunctionName).name, ReservedConcurrentExecutions);
      return { ReservedConcurrentExecutions };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency = (deps: AccessDeps) =>
  operation<GetFunctionConcurrencyCommandInput, Output<GetFunctionConcurrencyCommandOutput>>({
    name: 'GetFunctionConcurrency',
    access: functionAccess('GetFunctionConcurrency', deps),
    run({ FunctionName }) {
      const { reservedConcurrency } = deps.functions.settings(parseFunctionName(FunctionName).name);
      return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const deleteFunctionConcurrency = (deps: AccessDeps) =>
  operation<DeleteFunctionConcurrencyCommandInput, void>({
    name: 'DeleteFunctionConcurrency',
    access: functionAccess('DeleteFunctionConcurrency', deps),
    run({ FunctionName }) {
      setReservedConcurrency(deps.functions, parseFunctionName(FunctionName).name, undefined);
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export const getAccountSettings = (deps: AccessDeps) =>
  operation<GetAccountSettingsCommandInput, Output<GetAccountSettingsCommandOutput>>({
    name: 'GetAccountSettings',
    access: generalAccess('GetAccountSettings'),
    run() {
      const all = deps.functions.all();
      const sizes = all.map(({ functionName }) => deps.functions.latest(functionName).code.sizeBytes);
      return {
        AccountLimit: {
          CodeSizeUnzipped: UNZIPPED_CODE_BYTES,
          CodeSizeZipped: ZIPPED_UPLOAD_BYTES,
          ConcurrentExecutions: ACCOUNT_CONCURRENCY,
          UnreservedConcurrentExecutions: ACCOUNT_CONCURRENCY - deps.functions.reservedConcurrency,
        },
        AccountUsage: { FunctionCount: all.length, TotalCodeSize: sizes.reduce((sum, size) => sum + size, 0) },
      };
    },
  });
