import { confirmSignIn } from 'aws-amplify/auth';
import { useTranslation } from 'react-i18next';
import { AuthForm } from './auth-form.tsx';
import { CodeField } from './code-field.tsx';
import { type Go, stepAfter } from './step.ts';

export function TotpForm({ go }: { readonly go: Go }) {
  const { t } = useTranslation();
  return (
    <AuthForm
      title={t('auth.secondFactor')}
      text={t('auth.totpText')}
      action={t('auth.signIn')}
      submit={async ({ code = '' }) => {
        const next = stepAfter(await confirmSignIn({ challengeResponse: code }), '', '');
        if (next) go(next);
      }}
    >
      <CodeField />
    </AuthForm>
  );
}
