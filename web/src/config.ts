/** What the page has to know of the deployment it belongs to. The deployment writes it into /config.json beside the page. */
export interface WebConfig {
  /** `dev`, `stg` or `prod`. */
  readonly stage: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Where the user pool is reached: `https://cognito-idp.us-east-1.amazonaws.com/`. */
  readonly userPoolEndpoint: string;
  /** Without a slash at its end. */
  readonly apiUrl: string;
  /** `wss://…`, with its stage. */
  readonly webSocketUrl: string;
}

const KEYS = ['stage', 'userPoolId', 'userPoolClientId', 'userPoolEndpoint', 'apiUrl', 'webSocketUrl'] as const;

/** @throws Error naming what is missing */
export async function loadConfig(): Promise<WebConfig> {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  return parseConfig(await response.json());
}

/** @throws Error naming the keys that are missing or are no text */
export function parseConfig(json: unknown): WebConfig {
  const given = typeof json === 'object' && json !== null ? json : {};
  const values = KEYS.map((key) => [key, Reflect.get(given, key)] as const);
  const wrong = values.filter(([, value]) => typeof value !== 'string' || value === '').map(([key]) => key);
  if (wrong.length > 0) throw new Error(`/config.json needs text for ${wrong.join(', ')}`);
  const config = Object.fromEntries(values) as Record<(typeof KEYS)[number], string>;
  return { ...config, apiUrl: config.apiUrl.replace(/\/+$/, '') };
}
