import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Stays where the focus is while its form is under way, and does nothing then: the form has to see to that. Screen readers are told by a
 * status of our own, for react-aria's would point at the button when that is gone.
 */
export function SubmitButton({ children, isPending }: { readonly children: ReactNode; readonly isPending: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <button
        type="submit"
        className="button button-primary"
        aria-disabled={isPending}
        data-pending={isPending || undefined}
      >
        {children}
      </button>
      <span className="visually-hidden" role="status">
        {isPending && t('states.loading')}
      </span>
    </>
  );
}
