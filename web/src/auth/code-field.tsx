import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/text-field.tsx';

const SIX_DIGITS = /^\d{6}$/;

/** The six digits that came by e-mail or stand in an authenticator app. */
export function CodeField({ label }: { readonly label?: string }) {
  const { t } = useTranslation();
  return (
    <TextField
      name="code"
      label={label ?? t('auth.code')}
      inputMode="numeric"
      autoComplete="one-time-code"
      validate={(value) => (SIX_DIGITS.test(value) ? null : t('auth.errors.notSixDigits'))}
      maxLength={6}
      isRequired
      autoFocus
    />
  );
}
