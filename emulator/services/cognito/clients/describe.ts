import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import type { Client } from './client.ts';

export const describeClient = ({
  id,
  poolId,
  name,
  secret,
  createdAt,
  modifiedAt,
  settings,
}: Client): UserPoolClientType => ({
  ...settings,
  UserPoolId: poolId,
  ClientId: id,
  ClientName: name,
  ...(secret ? { ClientSecret: secret } : {}),
  CreationDate: new Date(createdAt),
  LastModifiedDate: new Date(modifiedAt),
});
