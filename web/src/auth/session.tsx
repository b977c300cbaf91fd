import { fetchAuthSession, signOut as signOutOfPool } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';

/** Who is signed in, as their id token says. */
export interface User {
  /** `sub` of the user pool: the name that never changes. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
}

export type SessionState =
  | { readonly status: 'loading' }
  | { readonly status: 'signed-out' }
  | { readonly status: 'signed-in'; readonly user: User };

interface Session {
  readonly state: SessionState;
  signOut(): Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Follows Amplify: who signs in or out, here or by an expired session, is seen everywhere. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ status: 'loading' });

  useEffect(() => {
    let gone = false;
    const refresh = async () => {
      const user = await currentUser();
      if (!gone) setState(user ? { status: 'signed-in', user } : { status: 'signed-out' });
    };
    void refresh();
    const stop = Hub.listen('auth', ({ payload }) => {
      if (payload.event === 'tokenRefresh_failure') setState({ status: 'signed-out' });
      if (payload.event === 'signedIn' || payload.event === 'signedOut') void refresh();
    });
    return () => {
      gone = true;
      stop();
    };
  }, []);

  const signOut = useCallback(async () => {
    await signOutOfPool();
    setState({ status: 'signed-out' });
  }, []);
  const session = useMemo(() => ({ state, signOut }), [state, signOut]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider above it');
  return session;
}

/** Of views that only people who are signed in see. */
export function useUser(): User {
  const { state } = useSession();
  if (state.status !== 'signed-in') throw new Error('useUser is for views behind the sign-in');
  return state.user;
}

/**
 * The id token, refreshed when it is about to expire.
 *
 * @throws Error when nobody is signed in any more
 */
export async function idToken(options: { readonly forceRefresh?: boolean } = {}): Promise<string> {
  const { tokens } = await fetchAuthSession(options);
  const token = tokens?.idToken?.toString();
  if (!token) throw new Error('Nobody is signed in');
  return token;
}

async function currentUser(): Promise<User | undefined> {
  try {
    const { tokens } = await fetchAuthSession();
    const claims = tokens?.idToken?.payload;
    if (!claims?.sub) return undefined;
    const groups = claims['cognito:groups'];
    const email = text(claims.email);
    return {
      id: claims.sub,
      email,
      name: text(claims.name) || email,
      isAdmin: Array.isArray(groups) && groups.includes('admin'),
    };
  } catch {
    return undefined;
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
