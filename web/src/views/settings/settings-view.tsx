import { useTranslation } from 'react-i18next';
import { useSession, useUser } from '../../auth/session.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { SecondFactor } from './second-factor.tsx';
import { ThemeChoice } from './theme-choice.tsx';
import './settings.css';

export function SettingsView() {
  const { t } = useTranslation();
  const user = useUser();
  const { signOut } = useSession();
  return (
    <div className="view settings">
      <h1>{t('views.settings')}</h1>
      <section className="card settings-section">
        <div>
          <h2>{user.name}</h2>
          <p className="soft">{user.email}</p>
        </div>
        <button type="button" className="button" onClick={() => void signOut()}>
          {t('auth.signOut')}
        </button>
      </section>
      <section className="card settings-section">
        <LanguageChoice />
        <ThemeChoice />
      </section>
      <SecondFactor />
    </div>
  );
}
