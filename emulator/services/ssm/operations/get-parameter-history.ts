import type { GetParameterHistoryCommandInput, GetParameterHistoryCommandOutput } from '@aws-sdk/client-ssm';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { notFound } from '../errors.ts';
import { PAGE_ENTRIES } from '../limits.ts';
import { pageSize, startOf, tokenOf } from '../pages.ts';
import { parseSelector } from '../parameter-name.ts';
import type { Parameters } from '../parameters.ts';
import { historyShape } from '../shapes.ts';
import { onParameters } from './access.ts';
import { required } from './required.ts';

export const getParameterHistory = ({ parameters, account }: { parameters: Parameters; account: Account }) =>
  operation<GetParameterHistoryCommandInput, Omit<GetParameterHistoryCommandOutput, '$metadata'>>({
    name: 'GetParameterHistory',
    access: ({ Name = '' }) => onParameters(account, 'GetParameterHistory', [Name]),
    run({ Name, WithDecryption = false, MaxResults, NextToken }) {
      const { name } = parseSelector(required(Name, 'name'));
      const versions = parameters.history(name);
      if (versions.length === 0) throw notFound(name);
      const size = pageSize(MaxResults, PAGE_ENTRIES);
      const rest = versions.filter(({ version }) => version > Number(startOf(NextToken)));
      const page = rest.slice(0, size);
      return {
        Parameters: page.map((version) => historyShape(version, WithDecryption)),
        NextToken: rest.length > size ? tokenOf(String(page.at(-1)?.version)) : undefined,
      };
    },
  });
