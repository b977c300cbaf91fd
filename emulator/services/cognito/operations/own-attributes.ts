import type {
  DeleteUserAttributesRequest,
  GetUserAttributeVerificationCodeRequest,
  GetUserAttributeVerificationCodeResponse,
  UpdateUserAttributesRequest,
  UpdateUserAttributesResponse,
  VerifyUserAttributeRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { checkWrites } from '../clients/client-attributes.ts';
import { codeMismatch, invalidParameter } from '../errors.ts';
import type { ContactAttribute } from '../messages/delivery.ts';
import type { CognitoParts } from '../parts.ts';
import { checkMutable, checkRequired } from '../users/attribute-values.ts';
import * as validate from '../validate.ts';
import { changeAttributes } from './change-attributes.ts';
import { publicOperation } from './declare.ts';

/** What users do with their attributes, by an access token. */
export function ownAttributeOperations(parts: CognitoParts): AnyOperation[] {
  const { bearers, users, codes, messenger } = parts;
  return [
    publicOperation<UpdateUserAttributesRequest, UpdateUserAttributesResponse>(
      'UpdateUserAttributes',
      async ({ AccessToken, UserAttributes, ClientMetadata }) => {
        const { pool, client, user } = await bearers.accept(AccessToken);
        const attributes = validate.required(UserAttributes, 'userAttributes');
        checkWrites(
          client,
          attributes.map(({ Name }) => Name ?? ''),
        );
        const change = { pool, clientId: client.id, user, attributes, clientMetadata: ClientMetadata };
        return { CodeDeliveryDetailsList: await changeAttributes(parts, change) };
      },
    ),
    publicOperation<DeleteUserAttributesRequest, object>(
      'DeleteUserAttributes',
      async ({ AccessToken, UserAttributeNames }) => {
        const { pool, client, user } = await bearers.accept(AccessToken);
        const names = validate.required(UserAttributeNames, 'userAttributeNames');
        checkWrites(client, names);
        checkMutable(pool, names);
        const attributes = withoutAttributes(user.attributes, names);
        checkRequired(pool, attributes);
        users.save(pool, { ...user, attributes });
        return {};
      },
    ),
    publicOperation<GetUserAttributeVerificationCodeRequest, GetUserAttributeVerificationCodeResponse>(
      'GetUserAttributeVerificationCode',
      async ({ AccessToken, AttributeName, ClientMetadata }) => {
        const { pool, client, user } = await bearers.accept(AccessToken);
        const to = contact(AttributeName);
        const address = user.attributes[to];
        if (!address) throw invalidParameter(`User does not have the attribute ${to}.`);
        const code = codes.make(user, to, address);
        const message = { pool, clientId: client.id, user, source: 'VerifyUserAttribute', to, code } as const;
        return { CodeDeliveryDetails: await messenger.send({ ...message, clientMetadata: ClientMetadata }) };
      },
    ),
    publicOperation<VerifyUserAttributeRequest, object>(
      'VerifyUserAttribute',
      async ({ AccessToken, AttributeName, Code }) => {
        const { pool, user } = await bearers.accept(AccessToken);
        const name = contact(AttributeName);
        const postponed = pool.settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate;
        codes.use(user, name, validate.required(Code, 'code'), (address) => {
          // A code for an address that was changed meanwhile proves nothing.
          if (address !== user.attributes[name] && !postponed?.includes(name)) throw codeMismatch();
          const attributes = { ...user.attributes, [name]: address, [`${name}_verified`]: 'true' };
          return users.save(pool, { ...user, attributes });
        });
        return {};
      },
    ),
  ];
}

/** Takes attributes away, with what is said of them. */
export function withoutAttributes(
  attributes: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> {
  const gone = new Set(names.flatMap((name) => [name, `${name}_verified`]));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !gone.has(name)));
}

function contact(name: string | undefined): ContactAttribute {
  const given = validate.required(name, 'attributeName');
  if (given === 'email' || given === 'phone_number') return given;
  throw invalidParameter(`The attribute ${given} can't be verified.`);
}
