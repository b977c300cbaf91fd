import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/text-field.tsx';

/** What the user pool asks of a password (lib/constructs/identity): said before it is sent. */
const POLICY = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w\s]).{8,}$/;

/** A password of the user's own choice. */
export function NewPasswordField({ label }: { readonly label: string }) {
  const { t } = useTranslation();
  return (
    <TextField
      name="password"
      type="password"
      autoComplete="new-password"
      label={label}
      hint={t('auth.passwordHint')}
      isRequired
      validate={(value) => (POLICY.test(value) ? null : t('auth.errors.weakPassword'))}
    />
  );
}
