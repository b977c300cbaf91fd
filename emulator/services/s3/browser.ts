import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import type { BrowserAccess } from '../../door/service.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Buckets } from './buckets/bucket-store.ts';
import { corsHeaders, preflight } from './cors.ts';
import { postObject } from './post-form/post-object.ts';

interface BrowserDeps {
  readonly door: Door;
  readonly clock: Clock;
  readonly identities: Identities;
  readonly buckets: Buckets;
}

/** What web pages ask of S3 directly: whether they may (CORS), and to take the file of a form. */
export function browserAccess(deps: BrowserDeps): BrowserAccess {
  const rulesFor = (path: string) => deps.buckets.find(bucketIn(path))?.settings.cors;
  return {
    namesOrigins: true,
    async answer(request) {
      if (request.method !== 'OPTIONS') return postObject(deps, request);
      return { status: 200, headers: { ...preflight(rulesFor(request.path), request.headers) }, body: undefined };
    },
    headers({ method, path, headers: { origin } }) {
      if (!origin || method === 'OPTIONS') return {};
      return corsHeaders(rulesFor(path), { origin, method, headers: [] }) ?? {};
    },
  };
}

function bucketIn(path: string): string {
  return path.split('/')[1] ?? '';
}
