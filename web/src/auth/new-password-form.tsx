import { confirmSignIn } from 'aws-amplify/auth';
import { useTranslation } from 'react-i18next';
import { AuthForm } from './auth-form.tsx';
import { NewPasswordField } from './password-field.tsx';
import { type Go, stepAfter } from './step.ts';

/** For who signs in with a password that somebody else has set. */
export function NewPasswordForm({ go }: { readonly go: Go }) {
  const { t } = useTranslation();
  return (
    <AuthForm
      title={t('auth.newPassword')}
      text={t('auth.newPasswordText')}
      action={t('auth.savePassword')}
      submit={async ({ password = '' }) => {
        const next = stepAfter(await confirmSignIn({ challengeResponse: password }), '', password);
        if (next) go(next);
      }}
    >
      <NewPasswordField label={t('auth.newPassword')} />
    </AuthForm>
  );
}
