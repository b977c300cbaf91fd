import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './auth-page.css';

export function AuthPage({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
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
    </main>
  );
}
