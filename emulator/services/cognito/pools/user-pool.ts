import type {
  CreateUserPoolRequest,
  EmailMfaConfigType,
  SchemaAttributeType,
  UserPoolMfaType,
} from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter } from '../errors.ts';

/** What a pool is given when it is made, as the API names it. */
export type PoolSettings = Omit<CreateUserPoolRequest, 'PoolName' | 'MfaConfiguration' | 'UserPoolTags' | 'Schema'>;

/** Which second factors a pool asks for (SetUserPoolMfaConfig). */
export interface MfaSettings {
  readonly configuration: UserPoolMfaType;
  readonly softwareToken: boolean;
  readonly sms: boolean;
  readonly email?: EmailMfaConfigType | undefined;
}

/** A user pool as it is stored. */
export interface UserPool {
  /** `us-east-1_AbCdEfGhI` */
  readonly id: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: PoolSettings;
  readonly mfa: MfaSettings;
  readonly tags: Readonly<Record<string, string>>;
  /** The standard attributes, and the pool's own under `custom:` and `dev:custom:`. */
  readonly attributes: readonly SchemaAttributeType[];
  /** Hexadecimal digits; what is answered about users who do not exist is derived from it, so that it stays the same. */
  readonly secret: string;
}

/** Whether `Anna` and `anna` are two users: so it is unless the pool says otherwise. */
export const isCaseSensitive = ({ settings }: UserPool) => settings.UsernameConfiguration?.CaseSensitive ?? true;

/** Whether users sign in with an address or number of theirs, and their username is made up. */
export const hasGeneratedUsernames = ({ settings }: UserPool) => (settings.UsernameAttributes?.length ?? 0) > 0;

/** @throws AwsError InvalidParameterException while deletion protection is on */
export function checkDeletable({ settings }: UserPool): void {
  if (settings.DeletionProtection !== 'ACTIVE') return;
  throw invalidParameter(
    'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
  );
}
