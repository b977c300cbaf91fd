import { lazy, Suspense, useSyncExternalStore } from 'react';

export interface ToastText {
  readonly title: string;
  readonly text?: string;
  readonly tone?: 'plain' | 'bad';
}

/** Most people see none in their first minute: what shows them is fetched with the first. */
const load = () => import('./toast-region.tsx');
const Region = lazy(async () => ({ default: (await load()).Region }));

let isWanted = false;
const listeners = new Set<() => void>();

/** Tells of something that happened while the user looked elsewhere. Screen readers announce it. */
export function showToast(toast: ToastText): void {
  isWanted = true;
  for (const listener of [...listeners]) listener();
  void load().then(({ add }) => add(toast));
}

export function Toasts() {
  const isShown = useSyncExternalStore(subscribe, () => isWanted);
  return (
    isShown && (
      <Suspense>
        <Region />
      </Suspense>
    )
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
