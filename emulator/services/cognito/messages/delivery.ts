import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPool } from '../pools/user-pool.ts';
import { isVerified, type User } from '../users/user.ts';

export type ContactAttribute = 'email' | 'phone_number';

export const mediumOf = (attribute: ContactAttribute) => (attribute === 'email' ? 'EMAIL' : 'SMS');

/** Where a code went, as callers are told: enough to recognize it by. */
export const deliveryDetails = (attribute: ContactAttribute, address: string): CodeDeliveryDetailsType => ({
  AttributeName: attribute,
  DeliveryMedium: mediumOf(attribute),
  Destination: attribute === 'email' ? maskEmail(address) : maskNumber(address),
});

function maskEmail(address: string): string {
  const [name = '', host = ''] = address.split('@');
  return `${name.slice(0, 1)}***@${host.slice(0, 1)}***`;
}

const SHOWN_DIGITS = 4;
const maskNumber = (number: string) =>
  `+${'*'.repeat(Math.max(0, number.length - 1 - SHOWN_DIGITS))}${number.slice(-SHOWN_DIGITS)}`;

/** What a pool verifies of somebody new: the number before the address, where it verifies both. */
export function signUpContact({ settings }: UserPool, user: User): ContactAttribute | undefined {
  const verified = settings.AutoVerifiedAttributes ?? [];
  return (['phone_number', 'email'] as const).find((name) => verified.includes(name) && user.attributes[name]);
}

/** The way to somebody who forgot the password; undefined when there is none that is verified. */
export function recoveryContact({ settings }: UserPool, user: User): ContactAttribute | undefined {
  const ways = settings.AccountRecoverySetting?.RecoveryMechanisms ?? [
    { Priority: 1, Name: 'verified_phone_number' },
    { Priority: 2, Name: 'verified_email' },
  ];
  return [...ways]
    .sort((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0))
    .map(({ Name }) => (Name === 'verified_email' ? 'email' : Name === 'verified_phone_number' ? 'phone_number' : ''))
    .find((name): name is ContactAttribute => name !== '' && isVerified(user, name) && Boolean(user.attributes[name]));
}
