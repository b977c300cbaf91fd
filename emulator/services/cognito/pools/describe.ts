import type { UserPoolDescriptionType, UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import type { Account } from '../../../runtime/account.ts';
import { poolArn } from '../arns.ts';
import type { UserPool } from './user-pool.ts';

interface Extras {
  readonly users: number;
  readonly domain?: string | undefined;
}

export function describePool(account: Account, pool: UserPool, { users, domain }: Extras): UserPoolType {
  return {
    ...pool.settings,
    Id: pool.id,
    Name: pool.name,
    Arn: poolArn(account, pool.id),
    SchemaAttributes: [...pool.attributes],
    MfaConfiguration: pool.mfa.configuration,
    UserPoolTags: { ...pool.tags },
    EstimatedNumberOfUsers: users,
    CreationDate: new Date(pool.createdAt),
    LastModifiedDate: new Date(pool.modifiedAt),
    ...(domain ? { Domain: domain } : {}),
  };
}

export const listedPool = ({ id, name, settings, createdAt, modifiedAt }: UserPool): UserPoolDescriptionType => ({
  Id: id,
  Name: name,
  LambdaConfig: settings.LambdaConfig,
  CreationDate: new Date(createdAt),
  LastModifiedDate: new Date(modifiedAt),
});
