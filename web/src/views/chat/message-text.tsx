import { lazy, Suspense } from 'react';

/** What finds links is fetched with the first text that may have one. */
const LinkedText = lazy(async () => ({ default: (await import('./linked-text.tsx')).LinkedText }));

/** Of all links that are followed: `https://…`, `www.…` and e-mail addresses. */
const MAY_HAVE_LINKS = /:\/\/|www\.|@/i;

/** What somebody wrote: text, with its links to follow, and never anything else. */
export function MessageText({ text }: { readonly text: string }) {
  if (!MAY_HAVE_LINKS.test(text)) return text;
  return (
    <Suspense fallback={text}>
      <LinkedText text={text} />
    </Suspense>
  );
}
