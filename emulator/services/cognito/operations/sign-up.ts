import type { SignUpRequest, SignUpResponse } from '@aws-sdk/client-cognito-identity-provider';
import { checkWrites } from '../clients/client-attributes.ts';
import { notAuthorized } from '../errors.ts';
import { signUpContact } from '../messages/delivery.ts';
import type { CognitoParts } from '../parts.ts';
import { postConfirmation, preSignUp } from '../triggers/sign-up-triggers.ts';
import { attributeRecord, checkRequired, checkValues } from '../users/attribute-values.ts';
import { checkNotTaken, newIdentity } from '../users/identify.ts';
import { subOf, type User } from '../users/user.ts';
import * as validate from '../validate.ts';
import { appCall } from './app-call.ts';
import { publicOperation } from './declare.ts';
import { sendSignUpCode } from './sign-up-code.ts';

export const signUp = (parts: CognitoParts) =>
  publicOperation<SignUpRequest, SignUpResponse>('SignUp', async (input) => {
    const { pool, client, username: name } = appCall(parts, input);
    const { clock, ids, users, passwords, triggers } = parts;
    if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
      throw notAuthorized('SignUp is not permitted for this user pool');
    }
    const password = validate.password(input.Password);
    const given = attributeRecord(input.UserAttributes);
    checkWrites(client, Object.keys(given));
    const { username, attributes } = newIdentity(pool, name, given, ids);
    checkValues(pool, attributes);
    checkRequired(pool, attributes);
    const now = clock.now();
    const blank: User = {
      poolId: pool.id,
      username,
      attributes,
      status: 'UNCONFIRMED',
      enabled: true,
      createdAt: now,
      modifiedAt: now,
      mfa: { enabled: [] },
    };
    const withPassword = passwords.set(pool, blank, password);
    checkNotTaken(users, pool, name);
    const context = { pool, clientId: client.id, username, clientMetadata: input.ClientMetadata };
    const verdict = await preSignUp(triggers, {
      ...context,
      attributes,
      source: 'SignUp',
      validationData: input.ValidationData && attributeRecord(input.ValidationData),
    });
    // The function took its time: somebody else may have been faster.
    checkNotTaken(users, pool, name);
    const user = users.save(pool, {
      ...withPassword,
      attributes: { ...initialFlags(attributes), ...attributes, ...verdict.verified },
      status: verdict.confirm ? 'CONFIRMED' : 'UNCONFIRMED',
    });
    if (verdict.confirm) {
      await postConfirmation(triggers, { ...context, user, source: 'ConfirmSignUp' });
      return { UserConfirmed: true, UserSub: subOf(user) };
    }
    const to = signUpContact(pool, user);
    const CodeDeliveryDetails = to && (await sendSignUpCode(parts, { ...context, user, to, source: 'SignUp' }));
    return { UserConfirmed: false, UserSub: subOf(user), ...(CodeDeliveryDetails ? { CodeDeliveryDetails } : {}) };
  });

/** What is not verified says so from the beginning. */
const initialFlags = ({ email, phone_number }: Readonly<Record<string, string>>): Record<string, string> => ({
  ...(email ? { email_verified: 'false' } : {}),
  ...(phone_number ? { phone_number_verified: 'false' } : {}),
});
