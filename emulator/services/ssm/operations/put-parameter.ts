import type { PutParameterCommandInput, PutParameterCommandOutput } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import { describePrincipal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { ParameterChanges } from '../changes.ts';
import type { Parameters } from '../parameters.ts';
import { putParameter as put } from '../put.ts';
import { onParameters } from './access.ts';
import { required } from './required.ts';

export const putParameter = (deps: { parameters: Parameters; account: Account; changes: ParameterChanges }) =>
  operation<PutParameterCommandInput, Omit<PutParameterCommandOutput, '$metadata'>>({
    name: 'PutParameter',
    access: ({ Name = '' }) => onParameters(deps.account, 'PutParameter', [Name]),
    run(input, { principal }) {
      if (input.Policies)
        throw new AwsError('InvalidPolicyTypeException', 'The emulator has no parameter policies (Policies).');
      const { version, tier } = put(deps, {
        name: required(input.Name, 'name'),
        value: required(input.Value, 'value'),
        type: input.Type,
        description: input.Description,
        allowedPattern: input.AllowedPattern,
        dataType: input.DataType,
        tier: input.Tier,
        keyId: input.KeyId,
        overwrite: input.Overwrite ?? false,
        tags: input.Tags && Object.fromEntries(input.Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
        modifiedBy: describePrincipal(principal),
      });
      return { Version: version, Tier: tier };
    },
  });
