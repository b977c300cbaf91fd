import { confirmResetPassword } from 'aws-amplify/auth';
import { useTranslation } from 'react-i18next';
import { AuthForm } from './auth-form.tsx';
import { CodeField } from './code-field.tsx';
import { NewPasswordField } from './password-field.tsx';
import type { AuthStep, Go } from './step.ts';

type Props = { readonly go: Go } & Omit<Extract<AuthStep, { form: 'reset-password' }>, 'form'>;

export function ResetPasswordForm({ go, email }: Props) {
  const { t } = useTranslation();
  return (
    <AuthForm
      title={t('auth.newPassword')}
      text={t('auth.codeSent', { email })}
      action={t('auth.savePassword')}
      submit={async ({ code = '', password = '' }) => {
        await confirmResetPassword({ username: email, confirmationCode: code, newPassword: password });
        go({ form: 'sign-in', email, message: 'passwordChanged' });
      }}
    >
      <CodeField />
      <NewPasswordField label={t('auth.newPassword')} />
    </AuthForm>
  );
}
