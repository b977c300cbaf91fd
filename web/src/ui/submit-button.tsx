import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';

/** Stays where the focus is while its form is under way, and does nothing then. */
export function SubmitButton({ children, isPending }: { readonly children: ReactNode; readonly isPending: boolean }) {
  return (
    <Button type="submit" className="button button-primary" isPending={isPending}>
      {children}
    </Button>
  );
}
