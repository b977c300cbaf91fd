import type { CreateUserPoolRequest, UserPoolMfaType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter, notSupported } from '../errors.ts';
import { LEAST_PASSWORD_LENGTH, TEMPORARY_PASSWORD_DAYS } from '../limits.ts';
import type { MfaSettings, PoolSettings } from './user-pool.ts';

const PASSWORD_POLICY = {
  MinimumLength: LEAST_PASSWORD_LENGTH.default,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: TEMPORARY_PASSWORD_DAYS,
};

/**
 * A pool's settings with AWS's defaults for what is not given
 * (https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html).
 *
 * @throws AwsError InvalidParameterException
 */
export function poolSettings(given: PoolSettings): PoolSettings {
  check(given);
  const { Policies, AdminCreateUserConfig, VerificationMessageTemplate } = given;
  return {
    ...given,
    Policies: {
      PasswordPolicy: { ...PASSWORD_POLICY, ...Policies?.PasswordPolicy },
      SignInPolicy: Policies?.SignInPolicy ?? { AllowedFirstAuthFactors: ['PASSWORD'] },
    },
    DeletionProtection: given.DeletionProtection ?? 'INACTIVE',
    LambdaConfig: given.LambdaConfig ?? {},
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE', ...VerificationMessageTemplate },
    UserAttributeUpdateSettings: given.UserAttributeUpdateSettings ?? { AttributesRequireVerificationBeforeUpdate: [] },
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT', ...given.EmailConfiguration },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      UnusedAccountValidityDays: TEMPORARY_PASSWORD_DAYS,
      ...AdminCreateUserConfig,
    },
    UserPoolTier: given.UserPoolTier ?? 'ESSENTIALS',
  };
}

function check({ Policies, LambdaConfig, AliasAttributes, UsernameAttributes }: PoolSettings): void {
  const length = Policies?.PasswordPolicy?.MinimumLength ?? LEAST_PASSWORD_LENGTH.default;
  if (length < LEAST_PASSWORD_LENGTH.least || length > LEAST_PASSWORD_LENGTH.most) {
    throw invalidParameter(
      `Invalid MinimumLength ${length}: it must be between ${LEAST_PASSWORD_LENGTH.least} and ${LEAST_PASSWORD_LENGTH.most}.`,
    );
  }
  if (AliasAttributes?.length && UsernameAttributes?.length) {
    throw invalidParameter('Only one of aliasAttributes or usernameAttributes can be set in a user pool.');
  }
  if (LambdaConfig?.CustomEmailSender) throw notSupported('the trigger CustomEmailSender');
  if (LambdaConfig?.CustomSMSSender) throw notSupported('the trigger CustomSMSSender');
  if (LambdaConfig?.InboundFederation) throw notSupported('the trigger InboundFederation');
  if (Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes('WEB_AUTHN')) throw notSupported('passkeys');
}

/** The settings that a pool keeps for its whole life. */
export const LASTING_SETTINGS = ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'] as const;

export const initialMfa = (
  configuration: UserPoolMfaType = 'OFF',
  { SmsConfiguration }: PoolSettings,
): MfaSettings => ({
  configuration,
  softwareToken: false,
  sms: configuration !== 'OFF' && SmsConfiguration !== undefined,
});

/** Takes apart what makes a pool. */
export function splitRequest(request: CreateUserPoolRequest) {
  const { PoolName, MfaConfiguration, UserPoolTags, Schema, ...settings } = request;
  return { PoolName, MfaConfiguration, UserPoolTags, Schema, settings };
}
