import type { UserStatusType } from '@aws-sdk/client-cognito-identity-provider';
import type { Verifier } from '../srp/verifier.ts';

/** Second factors, as `UserMFASettingList` names them. */
export type MfaFactor = 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA' | 'EMAIL_OTP';

export interface UserMfa {
  readonly enabled: readonly MfaFactor[];
  readonly preferred?: MfaFactor | undefined;
  /** Base32; good once a code has been verified. */
  readonly secret?: string | undefined;
  readonly verified?: boolean | undefined;
  /** The step whose code was used last: none is good twice. */
  readonly lastStep?: number | undefined;
}

/** A user as stored. Of passwords nothing but their verifiers is kept. */
export interface User {
  readonly poolId: string;
  /** Never changes; in pools where people sign in with an e-mail address or number it is the `sub`. */
  readonly username: string;
  /** With `sub`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: UserStatusType;
  readonly enabled: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly password?: Verifier | undefined;
  /** When a temporary password ends. */
  readonly passwordExpiresAt?: number | undefined;
  /** Earlier passwords, the newest first, where the pool remembers them. */
  readonly passwordHistory?: readonly Verifier[] | undefined;
  readonly mfa: UserMfa;
  /** Passwords that were wrong since the last right one. */
  readonly failures?: { readonly count: number; readonly at: number } | undefined;
  /** What was issued until then is good no more. */
  readonly signedOutAt?: number | undefined;
}

export const subOf = ({ attributes }: User) => attributes.sub ?? '';
export const isVerified = ({ attributes }: User, name: 'email' | 'phone_number') =>
  attributes[`${name}_verified`] === 'true';
