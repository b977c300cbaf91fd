import { confirmSignUp, resendSignUpCode, signIn } from 'aws-amplify/auth';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { AuthForm } from './auth-form.tsx';
import { CodeField } from './code-field.tsx';
import { type AuthStep, type Go, stepAfter } from './step.ts';

type Props = { readonly go: Go } & Omit<Extract<AuthStep, { form: 'confirm-sign-up' }>, 'form'>;

/** Who has just chosen a password is signed in with it, and need not type it again. */
export function ConfirmSignUpForm({ go, email, password }: Props) {
  const { t } = useTranslation();
  const [resent, setResent] = useState(false);
  return (
    <AuthForm
      title={t('auth.confirm')}
      text={t('auth.codeSent', { email })}
      note={resent ? t('auth.codeResent') : undefined}
      action={t('auth.confirm')}
      submit={async ({ code = '' }) => {
        await confirmSignUp({ username: email, confirmationCode: code });
        if (password === undefined) return go({ form: 'sign-in', email, message: 'confirmed' });
        const next = stepAfter(await signIn({ username: email, password }), email, password);
        if (next) go(next);
      }}
      links={
        <Button
          className="button button-quiet"
          onPress={() =>
            resendSignUpCode({ username: email }).then(
              () => setResent(true),
              () => setResent(false),
            )
          }
        >
          {t('auth.resend')}
        </Button>
      }
    >
      <CodeField />
    </AuthForm>
  );
}
