import type { GetParameterCommandInput, GetParameterCommandOutput } from '@aws-sdk/client-ssm';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Parameters } from '../parameters.ts';
import { parameterShape } from '../shapes.ts';
import { onParameters } from './access.ts';
import { required } from './required.ts';

export const getParameter = ({ parameters, account }: { parameters: Parameters; account: Account }) =>
  operation<GetParameterCommandInput, Omit<GetParameterCommandOutput, '$metadata'>>({
    name: 'GetParameter',
    access: ({ Name = '' }) => onParameters(account, 'GetParameter', [Name]),
    run({ Name, WithDecryption = false }) {
      const { parameter, suffix } = parameters.select(required(Name, 'name'));
      return { Parameter: parameterShape(account, parameter, WithDecryption, suffix) };
    },
  });
