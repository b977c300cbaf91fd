import type { UserPool } from '../pools/user-pool.ts';
import type { User } from '../users/user.ts';
import { type Triggers, triggerAttributes } from './triggers.ts';

type Texts = Readonly<Record<string, string>>;

export interface PreSignUp {
  readonly pool: UserPool;
  readonly clientId: string;
  readonly username: string;
  readonly attributes: Texts;
  readonly source: 'SignUp' | 'AdminCreateUser';
  readonly validationData?: Texts | undefined;
  readonly clientMetadata?: Texts | undefined;
}

export interface SignUpVerdict {
  readonly confirm: boolean;
  /** Attributes that count as verified. */
  readonly verified: Texts;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html */
export async function preSignUp(triggers: Triggers, given: PreSignUp): Promise<SignUpVerdict> {
  const { pool, clientId, username, attributes, source, validationData, clientMetadata } = given;
  const { sub: _sub, ...userAttributes } = attributes;
  const response = await triggers.run('PreSignUp', {
    pool,
    clientId,
    username,
    source: `PreSignUp_${source}`,
    request: { userAttributes, validationData: validationData ?? null, ...(clientMetadata ? { clientMetadata } : {}) },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  return {
    confirm: response?.autoConfirmUser === true,
    verified: {
      ...(response?.autoVerifyEmail === true && attributes.email ? { email_verified: 'true' } : {}),
      ...(response?.autoVerifyPhone === true && attributes.phone_number ? { phone_number_verified: 'true' } : {}),
    },
  };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html */
export async function postConfirmation(
  triggers: Triggers,
  given: {
    readonly pool: UserPool;
    readonly clientId: string;
    readonly user: User;
    readonly source: 'ConfirmSignUp' | 'ConfirmForgotPassword';
    readonly clientMetadata?: Texts | undefined;
  },
): Promise<void> {
  const { pool, clientId, user, source, clientMetadata } = given;
  await triggers.run('PostConfirmation', {
    pool,
    clientId,
    username: user.username,
    source: `PostConfirmation_${source}`,
    request: { userAttributes: triggerAttributes(user), ...(clientMetadata ? { clientMetadata } : {}) },
    response: {},
  });
}
