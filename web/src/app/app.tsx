import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { BrowserRouter } from 'react-router';
import { ApiClient } from '../api/api-client.ts';
import { ApiContext } from '../api/api-context.tsx';
import { createQueryClient } from '../api/query-client.ts';
import { idToken, SessionProvider } from '../auth/session.tsx';
import type { WebConfig } from '../config.ts';
import { Toasts } from '../ui/toasts.tsx';
import { ConfigContext } from './config-context.tsx';
import { AppRoutes } from './routes.tsx';

/** Everything that views share: the settings, who is signed in, the API and its cache, the toasts. */
export function App({ config }: { readonly config: WebConfig }) {
  const api = useMemo(() => new ApiClient({ baseUrl: config.apiUrl, token: idToken }), [config]);
  const queries = useMemo(createQueryClient, []);
  return (
    <ConfigContext value={config}>
      <SessionProvider>
        <ApiContext value={api}>
          <QueryClientProvider client={queries}>
            <BrowserRouter>
              <AppRoutes />
            </BrowserRouter>
            <Toasts />
          </QueryClientProvider>
        </ApiContext>
      </SessionProvider>
    </ConfigContext>
  );
}
