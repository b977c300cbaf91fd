import type { SignInOutput } from 'aws-amplify/auth';

/** Which form of the way in is shown, and what it knows from the one before. */
export type AuthStep =
  | { readonly form: 'sign-in'; readonly email?: string; readonly message?: 'confirmed' | 'passwordChanged' }
  | { readonly form: 'sign-up' }
  | { readonly form: 'confirm-sign-up'; readonly email: string; readonly password?: string }
  | { readonly form: 'forgotten-password'; readonly email?: string }
  | { readonly form: 'reset-password'; readonly email: string }
  | { readonly form: 'totp' }
  | { readonly form: 'new-password' };

export type Go = (step: AuthStep) => void;

/**
 * What the user pool wants next, as a form; undefined when that is all, and the session begins.
 *
 * @throws Error naming a challenge that the page has no form for
 * @see https://docs.amplify.aws/react/build-a-backend/auth/connect-your-frontend/multi-step-sign-in/
 */
export function stepAfter({ nextStep }: SignInOutput, email: string, password: string): AuthStep | undefined {
  switch (nextStep.signInStep) {
    case 'DONE':
      return undefined;
    case 'CONFIRM_SIGN_UP':
      return { form: 'confirm-sign-up', email, password };
    case 'RESET_PASSWORD':
      return { form: 'reset-password', email };
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
      return { form: 'totp' };
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return { form: 'new-password' };
    default:
      throw new Error(`The user pool asks for ${nextStep.signInStep}, and this page cannot answer that`);
  }
}
