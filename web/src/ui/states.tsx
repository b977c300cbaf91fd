import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/problem.ts';
import { serverWords } from '../i18n/server-words.ts';
import { Icon } from './icon.tsx';
import './states.css';

/** Holds the place of what is being fetched, so that nothing jumps when it comes. */
export function Loading({ rows = 3 }: { readonly rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{t('states.loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="loading-row" />
      ))}
    </div>
  );
}

/** What a list shows that has nothing to show. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="state">
      <p className="state-title">{title}</p>
      {children}
    </div>
  );
}

interface FailureProps {
  readonly error: unknown;
  /** Of errors that are not the API's. */
  readonly words?: string;
  retry?(): void;
}

/** What went wrong in words, with a way to try again, and what the operators find it by. */
export function Failure({ error, words, retry }: FailureProps) {
  const { t } = useTranslation();
  const correlationId = error instanceof ApiError ? error.correlationId : undefined;
  return (
    <div className="state state-bad" role="alert">
      <p className="state-title">
        <Icon name="warning" /> {t('states.failed')}
      </p>
      <p>{words ?? wordsFor(error, t)}</p>
      {correlationId && <p className="soft">{t('states.reference', { correlationId })}</p>}
      {retry && (
        <button type="button" className="button" onClick={retry}>
          <Icon name="retry" size={16} /> {t('states.retry')}
        </button>
      )}
    </div>
  );
}

/** What went wrong, for people: by the kind of problem where it is the request that is at fault. */
export function wordsFor(error: unknown, t: TFunction): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  if (error.status === 0) return t('states.offline');
  if (error.status === 401) return t('states.signedOut');
  if (error.status === 429) return t('states.tooMany');
  return error.status >= 500 ? t('states.serverFault') : serverWords('problems', error, t);
}
