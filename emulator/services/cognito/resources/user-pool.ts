import type { CreateUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider';
import { resourceType } from '../../../template/resource-type.ts';
import { issuerOf, poolArn } from '../arns.ts';
import { invalidParameter } from '../errors.ts';
import { NAME_CHARACTERS } from '../limits.ts';
import { setMfa } from '../operations/mfa-config.ts';
import type { CognitoParts } from '../parts.ts';
import { checkDeletable, type UserPool } from '../pools/user-pool.ts';
import { USER_POOL_INERT, type UserPoolProperties, userPoolSchema } from './user-pool-schema.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html */
export function userPoolResource(parts: CognitoParts) {
  const { account, pools } = parts;
  const deployed = ({ id }: UserPool) => ({
    physicalId: id,
    attributes: {
      Arn: poolArn(account, id),
      ProviderName: issuerOf(account, id).replace('https://', ''),
      ProviderURL: issuerOf(account, id),
      UserPoolId: id,
    },
  });
  return resourceType({
    type: 'AWS::Cognito::UserPool',
    schema: userPoolSchema,
    inert: USER_POOL_INERT,
    attributes: ['Arn', 'ProviderName', 'ProviderURL', 'UserPoolId'],
    createOnly: ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'],
    create(properties, context) {
      const name = properties.UserPoolName ?? context.generateName({ maxLength: NAME_CHARACTERS });
      const pool = pools.create({ ...settingsOf(properties), PoolName: name, Schema: properties.Schema });
      return deployed(withMfa(parts, pool, properties));
    },
    update({ physicalId, properties, previous }) {
      const { Schema: _schema, UserPoolTags, MfaConfiguration, PoolName: _name, ...settings } = settingsOf(properties);
      const change = {
        settings,
        name: properties.UserPoolName,
        configuration: MfaConfiguration,
        tags: UserPoolTags ?? {},
      };
      const pool = pools.update(pools.get(physicalId), change);
      return deployed(withMfa(parts, withNewAttributes(parts, pool, properties, previous), properties));
    },
    delete({ physicalId }) {
      const pool = pools.find(physicalId);
      if (pool) checkDeletable(pool);
      parts.removePool(physicalId);
    },
  });
}

function settingsOf(properties: UserPoolProperties): CreateUserPoolRequest {
  const {
    UserPoolName,
    EnabledMfas: _mfas,
    EmailAuthenticationMessage: _message,
    EmailAuthenticationSubject: _subject,
    WebAuthnRelyingPartyID: _party,
    WebAuthnUserVerification: _verification,
    UserPoolAddOns: _addOns,
    UsernameConfiguration,
    ...rest
  } = properties;
  return {
    ...rest,
    PoolName: UserPoolName,
    ...(UsernameConfiguration
      ? { UsernameConfiguration: { CaseSensitive: UsernameConfiguration.CaseSensitive ?? false } }
      : {}),
  };
}

function withMfa(parts: CognitoParts, pool: UserPool, properties: UserPoolProperties): UserPool {
  const { MfaConfiguration = 'OFF', EnabledMfas = [], SmsConfiguration } = properties;
  const { EmailAuthenticationMessage: Message, EmailAuthenticationSubject: Subject } = properties;
  const byText = EnabledMfas.includes('SMS_MFA') || (EnabledMfas.length === 0 && SmsConfiguration !== undefined);
  return setMfa(parts, pool, {
    MfaConfiguration,
    SoftwareTokenMfaConfiguration: { Enabled: EnabledMfas.includes('SOFTWARE_TOKEN_MFA') },
    ...(byText && MfaConfiguration !== 'OFF' ? { SmsMfaConfiguration: { SmsConfiguration } } : {}),
    ...(EnabledMfas.includes('EMAIL_OTP') ? { EmailMfaConfiguration: { Message, Subject } } : {}),
  });
}

/** A pool's attributes can be added to and not changed, as CloudFormation says as well. */
function withNewAttributes(
  { pools }: CognitoParts,
  pool: UserPool,
  { Schema: now = [] }: UserPoolProperties,
  { Schema: before = [] }: UserPoolProperties,
): UserPool {
  const written = (attributes: UserPoolProperties['Schema'] = []) =>
    new Set(attributes.map((one) => JSON.stringify(one)));
  const names = new Set(before.map(({ Name }) => Name));
  const old = written(before);
  const added = now.filter((attribute) => !old.has(JSON.stringify(attribute)));
  const kept = written(now);
  if (before.some((attribute) => !kept.has(JSON.stringify(attribute))) || added.some(({ Name }) => names.has(Name))) {
    throw invalidParameter('Invalid AttributeDataType input, existing attributes cannot be changed or removed.');
  }
  return added.length > 0 ? pools.addAttributes(pool, added) : pool;
}
