import type { AttributeType, CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider';
import type { ContactAttribute } from '../messages/delivery.ts';
import type { CognitoParts } from '../parts.ts';
import type { UserPool } from '../pools/user-pool.ts';
import {
  attributeRecord,
  checkMutable,
  checkRequired,
  checkValues,
  withVerification,
} from '../users/attribute-values.ts';
import type { User } from '../users/user.ts';

interface AttributeChange {
  readonly pool: UserPool;
  readonly clientId?: string | undefined;
  readonly user: User;
  readonly attributes: readonly AttributeType[];
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

const CONTACTS: readonly ContactAttribute[] = ['email', 'phone_number'];

/**
 * Changes attributes. A new address or number gets a code where the pool verifies it, and where the pool wants it so,
 * the old one stays until the code comes back.
 *
 * @returns where codes went
 * @throws AwsError InvalidParameterException, AliasExistsException
 */
export async function changeAttributes(
  parts: CognitoParts,
  { pool, clientId, user, attributes, clientMetadata }: AttributeChange,
): Promise<CodeDeliveryDetailsType[]> {
  const changes = attributeRecord(attributes);
  checkMutable(pool, Object.keys(changes));
  checkValues(pool, changes);
  const { AutoVerifiedAttributes: verified = [], UserAttributeUpdateSettings } = pool.settings;
  const first = UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  const unverified = CONTACTS.filter(
    (name) => changes[name] && changes[name] !== user.attributes[name] && changes[`${name}_verified`] !== 'true',
  );
  const postponed = unverified.filter((name) => first.includes(name));
  const now = Object.fromEntries(Object.entries(changes).filter(([name]) => !postponed.some((one) => one === name)));
  const next = withVerification(user.attributes, now);
  checkRequired(pool, next);
  const saved = parts.users.save(pool, { ...user, attributes: next });
  const sent: CodeDeliveryDetailsType[] = [];
  for (const to of unverified.filter((name) => verified.includes(name))) {
    const address = changes[to] ?? '';
    const code = parts.codes.make(saved, to, address);
    const message = { pool, clientId, user: saved, source: 'UpdateUserAttribute', to, address, code } as const;
    sent.push(await parts.messenger.send({ ...message, clientMetadata }));
  }
  return sent;
}
