import { useEffect, useRef } from 'react';

interface MoreProps {
  readonly text: string;
  readonly isPending: boolean;
  /** Whether to go on by itself when it comes into sight; without it, only a press does. */
  readonly isEager: boolean;
  onMore(): void;
}

/** At the end of a list that has another page: it is fetched as one scrolls there, or when one presses it. */
export function More({ text, isPending, isEager, onMore }: MoreProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const element = button.current;
    if (!element || !isEager || isPending) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), { rootMargin: '300px' });
    observer.observe(element);
    return () => observer.disconnect();
  }, [isEager, isPending, onMore]);
  return (
    <button
      ref={button}
      type="button"
      className="button more"
      aria-disabled={isPending}
      onClick={() => !isPending && onMore()}
    >
      {text}
    </button>
  );
}
