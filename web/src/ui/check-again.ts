import type { FormEvent } from 'react';

/**
 * Checks a field whose error is shown with each key. An error that went away only when one leaves the field would take the button from
 * under the pointer, just when it is pressed.
 */
export function checkAgain({ currentTarget: field }: FormEvent<HTMLElement>): void {
  if (field.getAttribute('aria-invalid') !== 'true') return;
  // By then the new value has been looked at. What react-aria waits for is the browser's own event.
  setTimeout(() => field.dispatchEvent(new Event('change', { bubbles: true })));
}
