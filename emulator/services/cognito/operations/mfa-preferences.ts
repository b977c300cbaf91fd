import type {
  AdminSetUserMFAPreferenceRequest,
  AdminSetUserMFAPreferenceResponse,
  SetUserMFAPreferenceRequest,
  SetUserMFAPreferenceResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { invalidParameter, notSupported } from '../errors.ts';
import type { CognitoParts } from '../parts.ts';
import type { MfaFactor, User } from '../users/user.ts';
import * as validate from '../validate.ts';
import { poolOperation, publicOperation } from './declare.ts';

type Preferences = Omit<AdminSetUserMFAPreferenceRequest, 'UserPoolId' | 'Username'>;

export function mfaPreferenceOperations(parts: CognitoParts): AnyOperation[] {
  const { account, bearers, pools, users } = parts;
  return [
    publicOperation<SetUserMFAPreferenceRequest, SetUserMFAPreferenceResponse>(
      'SetUserMFAPreference',
      async ({ AccessToken, ...preferences }) => {
        const { user } = await bearers.accept(AccessToken);
        users.touch(withPreferences(user, preferences));
        return {};
      },
    ),
    poolOperation<AdminSetUserMFAPreferenceRequest, AdminSetUserMFAPreferenceResponse>(
      account,
      'AdminSetUserMFAPreference',
      ({ UserPoolId, Username, ...preferences }) => {
        const user = users.get(pools.get(UserPoolId), validate.username(Username));
        users.touch(withPreferences(user, preferences));
        return {};
      },
    ),
  ];
}

function withPreferences(user: User, preferences: Preferences): User {
  const { SMSMfaSettings, SoftwareTokenMfaSettings, EmailMfaSettings, WebAuthnMfaSettings } = preferences;
  if (WebAuthnMfaSettings) throw notSupported('passkeys');
  const given = [
    ['SMS_MFA', SMSMfaSettings],
    ['SOFTWARE_TOKEN_MFA', SoftwareTokenMfaSettings],
    ['EMAIL_OTP', EmailMfaSettings],
  ] as const;
  const enabled = new Set<MfaFactor>(user.mfa.enabled);
  let { preferred } = user.mfa;
  for (const [factor, settings] of given) {
    if (settings?.Enabled) checkPossible(user, factor);
    if (settings?.Enabled) enabled.add(factor);
    if (settings?.Enabled === false) enabled.delete(factor);
    if (settings?.PreferredMfa) preferred = factor;
    if (settings?.PreferredMfa === false && preferred === factor) preferred = undefined;
  }
  if (given.filter(([, settings]) => settings?.PreferredMfa).length > 1) {
    throw invalidParameter('Only one MFA method can be preferred.');
  }
  if (preferred && !enabled.has(preferred)) preferred = undefined;
  return { ...user, mfa: { ...user.mfa, enabled: [...enabled], preferred } };
}

function checkPossible({ mfa, attributes }: User, factor: MfaFactor): void {
  if (factor === 'SOFTWARE_TOKEN_MFA' && !mfa.verified) {
    throw invalidParameter('User has not verified software token mfa');
  }
  if (factor === 'SMS_MFA' && !attributes.phone_number) {
    throw invalidParameter('User does not have delivery config set to turn on SMS_MFA');
  }
  if (factor === 'EMAIL_OTP' && !attributes.email) {
    throw invalidParameter('User does not have delivery config set to turn on EMAIL_OTP');
  }
}
