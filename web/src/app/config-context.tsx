import { createContext, useContext } from 'react';
import type { WebConfig } from '../config.ts';

export const ConfigContext = createContext<WebConfig | undefined>(undefined);

export function useConfig(): WebConfig {
  const config = useContext(ConfigContext);
  if (!config) throw new Error('useConfig needs a ConfigContext above it');
  return config;
}
