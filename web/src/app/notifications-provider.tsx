import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/api-context.tsx';
import { useUser } from '../auth/session.tsx';
import { arrivalOf } from '../notifications/arrival.ts';
import { NOTIFICATIONS_KEY, notificationQuery } from '../notifications/queries.ts';
import { Seen } from '../notifications/seen.ts';
import { showToast } from '../ui/toasts.tsx';
import { useChat, useChatState } from './chat-provider.tsx';

const SeenContext = createContext<Seen | undefined>(undefined);

/** Keeps what the user has seen of what he was told. */
export function NotificationsProvider({ children }: { readonly children: ReactNode }) {
  const { id } = useUser();
  const seen = useMemo(() => new Seen(localStorage, id), [id]);
  useEffect(() => {
    window.addEventListener('storage', seen.onStorage);
    return () => window.removeEventListener('storage', seen.onStorage);
  }, [seen]);
  return <SeenContext value={seen}>{children}</SeenContext>;
}

export function useSeen(): Seen {
  const seen = useContext(SeenContext);
  if (!seen) throw new Error('useSeen needs a NotificationsProvider above it');
  return seen;
}

export function useSeenUntil(): string | undefined {
  const seen = useSeen();
  return useSyncExternalStore(seen.subscribe, seen.until);
}

const MAX_TOAST_CHARACTERS = 160;

/** Shows what the user is told at the moment when it comes, whatever view he looks at. */
export function Arrivals() {
  const { t } = useTranslation();
  const chat = useChat();
  const api = useApi();
  const queries = useQueryClient();
  const { id: userId } = useUser();
  const { status } = useChatState().connection;
  // An event may come twice.
  const known = useRef(new Set<string>());

  useEffect(() => {
    const tell = async (id: string) => {
      void queries.invalidateQueries({ queryKey: NOTIFICATIONS_KEY });
      const told = await queries.fetchQuery(notificationQuery(api, id)).catch(() => undefined);
      const text = told?.message?.slice(0, MAX_TOAST_CHARACTERS).toWellFormed();
      showToast({ title: told?.title ?? t('notifications.arrived'), ...(text && { text }) });
    };
    return chat.onOutcome((frame) => {
      const id = arrivalOf(frame, userId);
      if (id === undefined || known.current.has(id)) return;
      known.current.add(id);
      void tell(id);
    });
  }, [chat, api, queries, userId, t]);

  // What came while the connection was lost was told to nobody.
  useEffect(() => {
    if (status === 'connected') void queries.invalidateQueries({ queryKey: NOTIFICATIONS_KEY });
  }, [status, queries]);
  return null;
}
