import type {
  GetUserPoolMfaConfigRequest,
  GetUserPoolMfaConfigResponse,
  SetUserPoolMfaConfigRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { invalidParameter, notSupported } from '../errors.ts';
import type { CognitoParts } from '../parts.ts';
import type { UserPool } from '../pools/user-pool.ts';
import { poolOperation } from './declare.ts';

export function mfaConfigOperations({ account, pools }: CognitoParts): AnyOperation[] {
  return [
    poolOperation<SetUserPoolMfaConfigRequest, GetUserPoolMfaConfigResponse>(
      account,
      'SetUserPoolMfaConfig',
      ({ UserPoolId, ...config }) => describeMfa(setMfa({ pools }, pools.get(UserPoolId), config)),
    ),
    poolOperation<GetUserPoolMfaConfigRequest, GetUserPoolMfaConfigResponse>(
      account,
      'GetUserPoolMfaConfig',
      ({ UserPoolId }) => describeMfa(pools.get(UserPoolId)),
    ),
  ];
}

/** @throws AwsError InvalidParameterException */
export function setMfa(
  { pools }: Pick<CognitoParts, 'pools'>,
  pool: UserPool,
  config: Omit<SetUserPoolMfaConfigRequest, 'UserPoolId'>,
): UserPool {
  const { MfaConfiguration = pool.mfa.configuration, SoftwareTokenMfaConfiguration, SmsMfaConfiguration } = config;
  if (config.WebAuthnConfiguration) throw notSupported('passkeys');
  const mfa = {
    configuration: MfaConfiguration,
    softwareToken: SoftwareTokenMfaConfiguration?.Enabled ?? false,
    sms: SmsMfaConfiguration !== undefined,
    email: config.EmailMfaConfiguration,
  };
  if (MfaConfiguration !== 'OFF' && !mfa.softwareToken && !mfa.sms && !mfa.email) {
    throw invalidParameter("Invalid MFA configuration given, can't turn on MFA without an MFA method.");
  }
  return pools.setMfa(pool, mfa, {
    ...(SmsMfaConfiguration?.SmsAuthenticationMessage
      ? { SmsAuthenticationMessage: SmsMfaConfiguration.SmsAuthenticationMessage }
      : {}),
    ...(SmsMfaConfiguration?.SmsConfiguration ? { SmsConfiguration: SmsMfaConfiguration.SmsConfiguration } : {}),
  });
}

function describeMfa({ mfa, settings }: UserPool): GetUserPoolMfaConfigResponse {
  const { SmsAuthenticationMessage, SmsConfiguration } = settings;
  return {
    MfaConfiguration: mfa.configuration,
    SoftwareTokenMfaConfiguration: { Enabled: mfa.softwareToken },
    ...(mfa.sms ? { SmsMfaConfiguration: { SmsAuthenticationMessage, SmsConfiguration } } : {}),
    ...(mfa.email ? { EmailMfaConfiguration: mfa.email } : {}),
  };
}
