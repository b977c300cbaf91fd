import { signUp } from 'aws-amplify/auth';
import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/text-field.tsx';
import { AuthForm } from './auth-form.tsx';
import { NewPasswordField } from './password-field.tsx';
import type { Go } from './step.ts';

export function SignUpForm({ go }: { readonly go: Go }) {
  const { t } = useTranslation();
  return (
    <AuthForm
      title={t('auth.createAccount')}
      action={t('auth.createAccount')}
      submit={async ({ name = '', email = '', password = '' }) => {
        await signUp({ username: email, password, options: { userAttributes: { email, name } } });
        go({ form: 'confirm-sign-up', email, password });
      }}
      links={
        <Button className="button button-quiet" onPress={() => go({ form: 'sign-in' })}>
          {t('auth.haveAccount')}
        </Button>
      }
    >
      <TextField name="name" label={t('auth.name')} autoComplete="name" isRequired autoFocus />
      <TextField name="email" type="email" label={t('auth.email')} autoComplete="username" isRequired />
      <NewPasswordField label={t('auth.password')} />
    </AuthForm>
  );
}
