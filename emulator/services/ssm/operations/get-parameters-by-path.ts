import type { GetParametersByPathCommandInput, GetParametersByPathCommandOutput } from '@aws-sdk/client-ssm';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { validation } from '../errors.ts';
import { isUnder, parameterFilter } from '../filters.ts';
import { BATCH_NAMES } from '../limits.ts';
import { pageOf, pageSize, startOf } from '../pages.ts';
import type { Parameters } from '../parameters.ts';
import { parameterShape } from '../shapes.ts';
import { onParameters } from './access.ts';
import { required } from './required.ts';

const FILTER_KEYS = ['Type', 'KeyId', 'Label', 'DataType'];

export const getParametersByPath = ({ parameters, account }: { parameters: Parameters; account: Account }) =>
  operation<GetParametersByPathCommandInput, Omit<GetParametersByPathCommandOutput, '$metadata'>>({
    name: 'GetParametersByPath',
    access: ({ Path = '' }) => onParameters(account, 'GetParametersByPath', [Path]),
    run({ Path, Recursive = false, WithDecryption = false, ParameterFilters, MaxResults, NextToken }) {
      const path = required(Path, 'path');
      if (!path.startsWith('/'))
        throw validation(
          'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
        );
      const passes = parameterFilter(ParameterFilters, FILTER_KEYS);
      const prefix = path.endsWith('/') ? path : `${path}/`;
      const { page, nextToken } = pageOf(
        parameters.walk({ prefix, after: startOf(NextToken) }),
        pageSize(MaxResults, BATCH_NAMES),
        (parameter) => isUnder(parameter.name, path, Recursive) && passes(parameter, () => ({})),
      );
      return {
        Parameters: page.map((parameter) => parameterShape(account, parameter, WithDecryption)),
        NextToken: nextToken,
      };
    },
  });
