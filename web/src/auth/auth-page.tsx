import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage, LANGUAGES } from '../i18n/translations.ts';
import './auth-page.css';

export function AuthPage({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const other = currentLanguage() === 'en' ? 'es' : 'en';
  return (
    <main className="auth-page">
      <div className="auth-brand">
        <img src="/telar.svg" alt="" width="44" height="44" />
        <div>
          <strong>Telar</strong>
          <p className="soft">{t('auth.tagline')}</p>
        </div>
      </div>
      <section className="card auth-card">{children}</section>
      <button type="button" className="button button-quiet" lang={other} onClick={() => void chooseLanguage(other)}>
        {LANGUAGES[other]}
      </button>
    </main>
  );
}
