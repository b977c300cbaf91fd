import type {
  DeleteParameterCommandInput,
  DeleteParameterCommandOutput,
  DeleteParametersCommandInput,
  DeleteParametersCommandOutput,
} from '@aws-sdk/client-ssm';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { ParameterChanges } from '../changes.ts';
import { notFound } from '../errors.ts';
import { BATCH_NAMES } from '../limits.ts';
import { parseSelector } from '../parameter-name.ts';
import type { Parameters } from '../parameters.ts';
import { onParameters } from './access.ts';
import { batch, required } from './required.ts';

interface Deps {
  readonly parameters: Parameters;
  readonly account: Account;
  readonly changes: ParameterChanges;
}

export const deleteParameter = ({ parameters, account, changes }: Deps) =>
  operation<DeleteParameterCommandInput, Omit<DeleteParameterCommandOutput, '$metadata'>>({
    name: 'DeleteParameter',
    access: ({ Name = '' }) => onParameters(account, 'DeleteParameter', [Name]),
    run({ Name }) {
      const { name } = parseSelector(required(Name, 'name'));
      if (!remove(parameters, changes, name)) throw notFound(name);
      return {};
    },
  });

export const deleteParameters = ({ parameters, account, changes }: Deps) =>
  operation<DeleteParametersCommandInput, Omit<DeleteParametersCommandOutput, '$metadata'>>({
    name: 'DeleteParameters',
    access: ({ Names = [] }) => onParameters(account, 'DeleteParameters', Names),
    run({ Names }) {
      const outcomes = batch(Names, 'names', BATCH_NAMES).map((name) => ({
        name,
        isDeleted: remove(parameters, changes, parseSelector(name).name),
      }));
      return {
        DeletedParameters: outcomes.flatMap(({ name, isDeleted }) => (isDeleted ? [name] : [])),
        InvalidParameters: outcomes.flatMap(({ name, isDeleted }) => (isDeleted ? [] : [name])),
      };
    },
  });

function remove(parameters: Parameters, changes: ParameterChanges, name: string): boolean {
  const parameter = parameters.find(name);
  if (parameter && parameters.delete(name)) changes.tell('Delete', parameter);
  return parameter !== undefined;
}
