import { signIn } from 'aws-amplify/auth';
import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/text-field.tsx';
import { AuthForm } from './auth-form.tsx';
import { type AuthStep, type Go, stepAfter } from './step.ts';

type Props = { readonly go: Go } & Omit<Extract<AuthStep, { form: 'sign-in' }>, 'form'>;

export function SignInForm({ go, email = '', message }: Props) {
  const { t } = useTranslation();
  return (
    <AuthForm
      title={t('auth.signIn')}
      note={message && t(`auth.${message}`)}
      action={t('auth.signIn')}
      submit={async ({ email: username = '', password = '' }) => {
        const next = stepAfter(await signIn({ username, password }), username, password);
        if (next) go(next);
      }}
      links={
        <>
          <Button className="button button-quiet" onPress={() => go({ form: 'sign-up' })}>
            {t('auth.createAccount')}
          </Button>
          <Button className="button button-quiet" onPress={() => go({ form: 'forgotten-password' })}>
            {t('auth.forgotten')}
          </Button>
        </>
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
      <TextField
        name="password"
        type="password"
        label={t('auth.password')}
        autoComplete="current-password"
        isRequired
      />
    </AuthForm>
  );
}
