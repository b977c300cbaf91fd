import type { AdminGetUserResponse, AttributeType, UserType } from '@aws-sdk/client-cognito-identity-provider';
import { attributeList } from './attribute-values.ts';
import type { User } from './user.ts';

/** Attributes as AWS lists them, `sub` among them. */
export function describeAttributes({ attributes }: User, wanted?: readonly string[]): AttributeType[] {
  const list = attributeList(attributes);
  return wanted?.length ? list.filter(({ Name }) => Name !== undefined && wanted.includes(Name)) : list;
}

export const describeUser = (user: User, wanted?: readonly string[]): UserType => ({
  Username: user.username,
  Attributes: describeAttributes(user, wanted),
  UserCreateDate: new Date(user.createdAt),
  UserLastModifiedDate: new Date(user.modifiedAt),
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** What AdminGetUser and GetUser say of second factors. */
export const describeFactors = ({
  mfa,
}: User): Pick<AdminGetUserResponse, 'PreferredMfaSetting' | 'UserMFASettingList'> =>
  mfa.enabled.length === 0
    ? {}
    : { UserMFASettingList: [...mfa.enabled], ...(mfa.preferred ? { PreferredMfaSetting: mfa.preferred } : {}) };
