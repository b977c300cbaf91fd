import { lazy, Suspense } from 'react';
import { Outlet } from 'react-router';
import { AuthPage } from './auth-page.tsx';
import { useSession } from './session.tsx';

/** Who is signed in already needs none of it. */
const AuthSteps = lazy(async () => ({ default: (await import('./auth-steps.tsx')).AuthSteps }));

/** Shows the views to who is signed in, and the way in to who is not. Until that is known, neither flashes up. */
export function SignInGate() {
  const { state } = useSession();
  if (state.status === 'signed-in') return <Outlet />;
  if (state.status === 'loading') return null;
  return (
    <AuthPage>
      <Suspense fallback={null}>
        <AuthSteps />
      </Suspense>
    </AuthPage>
  );
}
