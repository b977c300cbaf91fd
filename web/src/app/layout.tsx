import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useUser } from '../auth/session.tsx';
import { Icon } from '../ui/icon.tsx';
import { Loading } from '../ui/states.tsx';
import { ChatProvider } from './chat-provider.tsx';
import { Arrivals, NotificationsProvider } from './notifications-provider.tsx';
import { UnreadCount } from './unread-count.tsx';
import { UploadsProvider } from './uploads-provider.tsx';
import { ViewBoundary } from './view-boundary.tsx';
import './layout.css';

const VIEWS = ['chat', 'images', 'logs', 'notifications', 'dashboard', 'settings'] as const;

/** The frame around every view: a bar of views at the side of a wide window, at the foot of a narrow one. */
export function Layout() {
  const { t } = useTranslation();
  const user = useUser();
  const { pathname } = useLocation();
  return (
    <NotificationsProvider>
      <div className="layout">
        <a className="skip-link" href="#content">
          {t('layout.skip')}
        </a>
        <header className="layout-bar">
          <span className="layout-brand">
            <img src="/telar.svg" alt="" width="28" height="28" />
            Telar
          </span>
          <nav className="layout-nav" aria-label={t('layout.views')}>
            {VIEWS.map((name) => (
              <NavLink key={name} to={`/${name}`} className="layout-link">
                <Icon name={name} />
                <span className="layout-label">{t(`views.${name}`)}</span>
                {name === 'notifications' && <UnreadCount />}
              </NavLink>
            ))}
          </nav>
          <span className="layout-user" title={user.email}>
            {user.name}
          </span>
        </header>
        <main id="content" className="layout-content" tabIndex={-1}>
          <ViewBoundary name={pathname}>
            <Suspense
              fallback={
                <div className="view">
                  <Loading />
                </div>
              }
            >
              <ChatProvider>
                <Arrivals />
                <UploadsProvider>
                  <Outlet />
                </UploadsProvider>
              </ChatProvider>
            </Suspense>
          </ViewBoundary>
        </main>
      </div>
    </NotificationsProvider>
  );
}
