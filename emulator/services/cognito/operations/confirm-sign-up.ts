import type {
  ConfirmSignUpRequest,
  ConfirmSignUpResponse,
  ResendConfirmationCodeRequest,
  ResendConfirmationCodeResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { codeExpired, invalidParameter, notAuthorized } from '../errors.ts';
import { signUpContact } from '../messages/delivery.ts';
import type { CognitoParts } from '../parts.ts';
import { postConfirmation } from '../triggers/sign-up-triggers.ts';
import * as validate from '../validate.ts';
import { appCall, tellIfAbsent } from './app-call.ts';
import { publicOperation } from './declare.ts';
import { madeUpDelivery } from './made-up-delivery.ts';
import { sendSignUpCode } from './sign-up-code.ts';

export const confirmSignUp = (parts: CognitoParts): AnyOperation =>
  publicOperation<ConfirmSignUpRequest, ConfirmSignUpResponse>('ConfirmSignUp', async (input) => {
    const call = appCall(parts, input);
    tellIfAbsent(call);
    const { pool, client, user } = call;
    const code = validate.required(input.ConfirmationCode, 'confirmationCode');
    if (!user) throw codeExpired();
    if (user.status !== 'UNCONFIRMED') {
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
    }
    const confirmed = parts.codes.use(user, 'sign-up', code, (address) => {
      const proved = address === user.attributes.email ? 'email' : 'phone_number';
      const attributes = { ...user.attributes, [`${proved}_verified`]: 'true' };
      const force = input.ForceAliasCreation ?? false;
      return parts.users.save(pool, { ...user, attributes, status: 'CONFIRMED' }, { force });
    });
    await postConfirmation(parts.triggers, {
      pool,
      clientId: client.id,
      user: confirmed,
      source: 'ConfirmSignUp',
      clientMetadata: input.ClientMetadata,
    });
    return {};
  });

export const resendConfirmationCode = (parts: CognitoParts): AnyOperation =>
  publicOperation<ResendConfirmationCodeRequest, ResendConfirmationCodeResponse>(
    'ResendConfirmationCode',
    async (input) => {
      const call = appCall(parts, input);
      tellIfAbsent(call);
      const { pool, client, user, username } = call;
      if (!user) return { CodeDeliveryDetails: madeUpDelivery(pool, username) };
      if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
      const to = signUpContact(pool, user);
      if (!to) throw invalidParameter('Auto verification not turned on.');
      const { ClientMetadata: clientMetadata } = input;
      const message = { pool, clientId: client.id, user, to, source: 'ResendCode', clientMetadata } as const;
      return { CodeDeliveryDetails: await sendSignUpCode(parts, message) };
    },
  );
