import type { UserPool } from '../pools/user-pool.ts';
import type { MfaFactor, User } from '../users/user.ts';

/** The second factors that a user can be asked for, as the pool allows and the user has set up. */
export function usableFactors({ mfa: pool }: UserPool, { mfa, attributes }: User): MfaFactor[] {
  if (pool.configuration === 'OFF') return [];
  const required = pool.configuration === 'ON';
  const factors: MfaFactor[] = [];
  if (pool.softwareToken && mfa.verified && (required || mfa.enabled.includes('SOFTWARE_TOKEN_MFA'))) {
    factors.push('SOFTWARE_TOKEN_MFA');
  }
  // Where a second factor is a must, a number or address is one without being set up.
  if (pool.sms && attributes.phone_number && (required || mfa.enabled.includes('SMS_MFA'))) factors.push('SMS_MFA');
  if (pool.email && attributes.email && (required || mfa.enabled.includes('EMAIL_OTP'))) factors.push('EMAIL_OTP');
  return factors;
}

/** The one that is asked for without further question; undefined when the user has to choose. */
export function preferredFactor(factors: readonly MfaFactor[], { mfa }: User): MfaFactor | undefined {
  if (mfa.preferred && factors.includes(mfa.preferred)) return mfa.preferred;
  const chosen = factors.filter((factor) => mfa.enabled.includes(factor));
  if (chosen.length === 1) return chosen[0];
  return factors.length === 1 ? factors[0] : undefined;
}
