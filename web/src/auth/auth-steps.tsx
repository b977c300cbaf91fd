import { useState } from 'react';
import { ConfirmSignUpForm } from './confirm-sign-up-form.tsx';
import { ForgottenPasswordForm } from './forgotten-password-form.tsx';
import { NewPasswordForm } from './new-password-form.tsx';
import { ResetPasswordForm } from './reset-password-form.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import type { AuthStep } from './step.ts';
import { TotpForm } from './totp-form.tsx';

/** The way in: each form says which one comes next. */
export function AuthSteps() {
  const [step, go] = useState<AuthStep>({ form: 'sign-in' });
  switch (step.form) {
    case 'sign-in':
      return <SignInForm go={go} {...step} />;
    case 'sign-up':
      return <SignUpForm go={go} />;
    case 'confirm-sign-up':
      return <ConfirmSignUpForm go={go} {...step} />;
    case 'forgotten-password':
      return <ForgottenPasswordForm go={go} {...step} />;
    case 'reset-password':
      return <ResetPasswordForm go={go} {...step} />;
    case 'totp':
      return <TotpForm go={go} />;
    case 'new-password':
      return <NewPasswordForm go={go} />;
  }
}
