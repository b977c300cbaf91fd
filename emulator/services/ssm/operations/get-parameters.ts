import type { GetParametersCommandInput, GetParametersCommandOutput } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { BATCH_NAMES } from '../limits.ts';
import type { Parameters } from '../parameters.ts';
import { parameterShape } from '../shapes.ts';
import { onParameters } from './access.ts';
import { batch } from './required.ts';

/** Answers those that exist, in order of name, and lists the others. */
export const getParameters = ({ parameters, account }: { parameters: Parameters; account: Account }) =>
  operation<GetParametersCommandInput, Omit<GetParametersCommandOutput, '$metadata'>>({
    name: 'GetParameters',
    access: ({ Names = [] }) => onParameters(account, 'GetParameters', Names),
    run({ Names, WithDecryption = false }) {
      const selectors = [...new Set(batch(Names, 'names', BATCH_NAMES))];
      const found = selectors.map((selector) => ({ selector, selected: select(parameters, selector) }));
      return {
        Parameters: found
          .flatMap(({ selected }) =>
            selected ? [parameterShape(account, selected.parameter, WithDecryption, selected.suffix)] : [],
          )
          .sort((a, b) => ((a.Name ?? '') < (b.Name ?? '') ? -1 : 1)),
        InvalidParameters: found.flatMap(({ selector, selected }) => (selected ? [] : [selector])),
      };
    },
  });

function select(parameters: Parameters, selector: string) {
  try {
    return parameters.select(selector);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
