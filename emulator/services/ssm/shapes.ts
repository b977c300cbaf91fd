import type { ParameterHistory, ParameterMetadata, Parameter as ParameterShape } from '@aws-sdk/client-ssm';
import type { Account } from '../../runtime/account.ts';
import { parameterArn } from './parameter-name.ts';
import type { Parameter } from './parameters.ts';
import { masked } from './secure-string.ts';

const shownValue = (parameter: Parameter, decrypted: boolean): string =>
  parameter.type === 'SecureString' && !decrypted
    ? masked(parameter.name, parameter.version, parameter.value)
    : parameter.value;

/**
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Parameter.html
 *
 * @param suffix the version or label that was asked for, with its colon
 */
export function parameterShape(
  account: Account,
  parameter: Parameter,
  decrypted: boolean,
  suffix = '',
): ParameterShape {
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: shownValue(parameter, decrypted),
    Version: parameter.version,
    ...(suffix ? { Selector: suffix } : {}),
    LastModifiedDate: new Date(parameter.modifiedAt),
    ARN: parameterArn(account, parameter.name),
    DataType: parameter.dataType,
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterMetadata.html */
export function metadataShape(account: Account, parameter: Parameter): ParameterMetadata {
  return {
    Name: parameter.name,
    ARN: parameterArn(account, parameter.name),
    Type: parameter.type,
    KeyId: parameter.keyId,
    LastModifiedDate: new Date(parameter.modifiedAt),
    LastModifiedUser: parameter.modifiedBy,
    Description: parameter.description,
    AllowedPattern: parameter.allowedPattern,
    Version: parameter.version,
    Tier: parameter.tier,
    Policies: [],
    DataType: parameter.dataType,
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterHistory.html */
export function historyShape(parameter: Parameter, decrypted: boolean): ParameterHistory {
  const { modifiedAt, modifiedBy, keyId, description, allowedPattern } = parameter;
  return {
    Name: parameter.name,
    Type: parameter.type,
    KeyId: keyId,
    LastModifiedDate: new Date(modifiedAt),
    LastModifiedUser: modifiedBy,
    Description: description,
    Value: shownValue(parameter, decrypted),
    AllowedPattern: allowedPattern,
    Version: parameter.version,
    Labels: [...parameter.labels],
    Tier: parameter.tier,
    Policies: [],
    DataType: parameter.dataType,
  };
}
