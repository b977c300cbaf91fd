import type {
  ConfirmForgotPasswordRequest,
  ConfirmForgotPasswordResponse,
  ForgotPasswordRequest,
  ForgotPasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { codeExpired, invalidParameter, notAuthorized, userDisabled } from '../errors.ts';
import { recoveryContact } from '../messages/delivery.ts';
import type { CognitoParts } from '../parts.ts';
import { postConfirmation } from '../triggers/sign-up-triggers.ts';
import { migrateUser } from '../triggers/user-migration.ts';
import * as validate from '../validate.ts';
import { appCall, tellIfAbsent } from './app-call.ts';
import { publicOperation } from './declare.ts';
import { madeUpDelivery } from './made-up-delivery.ts';

export const forgotPassword = (parts: CognitoParts): AnyOperation =>
  publicOperation<ForgotPasswordRequest, ForgotPasswordResponse>('ForgotPassword', async (input) => {
    const call = appCall(parts, input);
    const { pool, client, username } = call;
    const clientMetadata = input.ClientMetadata;
    const user = call.user ?? (await migrateUser(parts, { pool, client, username, clientMetadata }));
    if (!user) {
      tellIfAbsent(call);
      return { CodeDeliveryDetails: madeUpDelivery(pool, username) };
    }
    if (!user.enabled) throw userDisabled();
    if (user.status === 'FORCE_CHANGE_PASSWORD') {
      throw notAuthorized('User password cannot be reset in the current state.');
    }
    const to = user.status === 'UNCONFIRMED' ? undefined : recoveryContact(pool, user);
    if (!to) {
      throw invalidParameter(
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      );
    }
    const code = parts.codes.make(user, 'reset', user.attributes[to] ?? '');
    const message = { pool, clientId: client.id, user, source: 'ForgotPassword', to, code, clientMetadata } as const;
    return { CodeDeliveryDetails: await parts.messenger.send(message) };
  });

export const confirmForgotPassword = (parts: CognitoParts): AnyOperation =>
  publicOperation<ConfirmForgotPasswordRequest, ConfirmForgotPasswordResponse>(
    'ConfirmForgotPassword',
    async (input) => {
      const call = appCall(parts, input);
      tellIfAbsent(call);
      const { pool, client, user } = call;
      const password = validate.password(input.Password);
      const code = validate.required(input.ConfirmationCode, 'confirmationCode');
      if (!user) throw codeExpired();
      if (!user.enabled) throw userDisabled();
      const changed = parts.codes.use(user, 'reset', code, () =>
        parts.users.save(pool, { ...parts.passwords.set(pool, user, password), status: 'CONFIRMED' }),
      );
      await postConfirmation(parts.triggers, {
        pool,
        clientId: client.id,
        user: changed,
        source: 'ConfirmForgotPassword',
        clientMetadata: input.ClientMetadata,
      });
      return {};
    },
  );
