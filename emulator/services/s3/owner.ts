import { createHash } from 'node:crypto';
import type { Owner } from '@aws-sdk/client-s3';
import type { Account } from '../../runtime/account.ts';

const owners = new WeakMap<Account, { ID: string }>();

/** The account's canonical user id, 64 hexadecimal digits (https://docs.aws.amazon.com/AmazonS3/latest/userguide/finding-canonical-user-id.html). */
export function ownerOf(account: Account): Owner & { ID: string } {
  const known = owners.get(account);
  if (known) return known;
  const owner = { ID: createHash('sha256').update(`canonical user of ${account.id}`).digest('hex') };
  owners.set(account, owner);
  return owner;
}
