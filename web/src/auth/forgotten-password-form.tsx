import { resetPassword } from 'aws-amplify/auth';
import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/text-field.tsx';
import { AuthForm } from './auth-form.tsx';
import type { AuthStep, Go } from './step.ts';

type Props = { readonly go: Go } & Omit<Extract<AuthStep, { form: 'forgotten-password' }>, 'form'>;

export function ForgottenPasswordForm({ go, email = '' }: Props) {
  const { t } = useTranslation();
  return (
    <AuthForm
      title={t('auth.forgotten')}
      text={t('auth.forgottenText')}
      action={t('auth.sendCode')}
      submit={async ({ email: username = '' }) => {
        await resetPassword({ username });
        go({ form: 'reset-password', email: username });
      }}
      links={
        <Button className="button button-quiet" onPress={() => go({ form: 'sign-in' })}>
          {t('auth.back')}
        </Button>
      }
    >
      <TextField
        name="email"
        type="email"
        label={t('auth.email')}
        defaultValue={email}
        autoComplete="username"
        isRequired
        autoFocus
      />
    </AuthForm>
  );
}
