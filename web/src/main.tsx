import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { FailedToStart } from './app/failed-to-start.tsx';
import { configureAuth } from './auth/amplify.ts';
import { loadConfig } from './config.ts';
import { startTranslations } from './i18n/translations.ts';
import { applyTheme } from './ui/theme.ts';
import './styles/base.css';
import './ui/form.css';

async function start(): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('The page has no element root');
  const root = createRoot(element);
  applyTheme();
  try {
    const [config] = await Promise.all([loadConfig(), startTranslations()]);
    configureAuth(config);
    root.render(<App config={config} />);
  } catch (error) {
    root.render(<FailedToStart error={error} />);
  }
}

void start();
