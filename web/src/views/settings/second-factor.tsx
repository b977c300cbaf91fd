import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchMFAPreference, setUpTOTP, updateMFAPreference, verifyTOTPSetup } from 'aws-amplify/auth';
import { QRCodeSVG } from 'qrcode.react';
import { useTranslation } from 'react-i18next';
import { authErrorKey } from '../../auth/auth-error.ts';
import { AuthForm } from '../../auth/auth-form.tsx';
import { CodeField } from '../../auth/code-field.tsx';
import { useUser } from '../../auth/session.tsx';
import { Failure, Loading } from '../../ui/states.tsx';

const KEY = ['second-factor'];
const ISSUER = 'Telar';

/** Turns the codes of an authenticator app on and off. */
export function SecondFactor() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // Amplify takes an argument for its own context, and React Query hands one on: neither may meet the other.
  const preference = useQuery({ queryKey: KEY, queryFn: () => fetchMFAPreference() });
  const setUp = useMutation({ mutationFn: () => setUpTOTP() });
  const turnOff = useMutation({
    mutationFn: () => updateMFAPreference({ totp: 'DISABLED' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const failure = setUp.error ?? turnOff.error;
  const isOn = preference.data?.enabled?.includes('TOTP') ?? false;

  const confirm = async (code: string) => {
    await verifyTOTPSetup({ code });
    await updateMFAPreference({ totp: 'PREFERRED' });
    setUp.reset();
    await queries.invalidateQueries({ queryKey: KEY });
  };

  return (
    <section className="card second-factor">
      <h2>{t('settings.secondFactor')}</h2>
      {preference.isPending && <Loading rows={1} />}
      {preference.isError && (
        <Failure
          error={preference.error}
          words={t(authErrorKey(preference.error))}
          retry={() => void preference.refetch()}
        />
      )}
      {preference.isSuccess && <p className="soft">{t(isOn ? 'settings.totpOn' : 'settings.totpOff')}</p>}
      {isOn && (
        <button type="button" className="button" onClick={() => turnOff.mutate()}>
          {t('settings.turnOff')}
        </button>
      )}
      {preference.isSuccess && !isOn && !setUp.data && (
        <button type="button" className="button" onClick={() => setUp.mutate()}>
          {t('settings.turnOn')}
        </button>
      )}
      {failure && <Failure error={failure} words={t(authErrorKey(failure))} />}
      {setUp.data && <Secret secret={setUp.data} confirm={confirm} />}
    </section>
  );
}

interface SecretProps {
  readonly secret: Awaited<ReturnType<typeof setUpTOTP>>;
  confirm(code: string): Promise<void>;
}

function Secret({ secret, confirm }: SecretProps) {
  const { t } = useTranslation();
  const { email } = useUser();
  return (
    <>
      <div className="second-factor-code">
        <QRCodeSVG value={secret.getSetupUri(ISSUER, email).href} size={168} title={t('settings.qrCode')} />
      </div>
      <p>
        {t('settings.secret')} <code>{secret.sharedSecret}</code>
      </p>
      <AuthForm title={t('settings.enterCode')} action={t('settings.turnOn')} submit={({ code = '' }) => confirm(code)}>
        <CodeField />
      </AuthForm>
    </>
  );
}
