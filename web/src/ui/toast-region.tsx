import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import type { ToastText } from './toasts.tsx';
import './toasts.css';

/** Long enough to be read twice (https://www.w3.org/WAI/WCAG22/Understanding/timing-adjustable.html); a pointer or the focus on it stops the clock. */
const TOAST_MILLISECONDS = 8_000;
const MAX_VISIBLE_TOASTS = 4;

const queue = new ToastQueue<ToastText>({ maxVisibleToasts: MAX_VISIBLE_TOASTS });

export function add(toast: ToastText): void {
  queue.add(toast, { timeout: TOAST_MILLISECONDS });
}

/** Where toasts come up. */
export function Region() {
  const { t } = useTranslation();
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={t('toasts.label')}>
      {({ toast }) => (
        <Toast toast={toast} className={`toast toast-${toast.content.tone ?? 'plain'}`}>
          <ToastContent className="toast-content">
            <Text slot="title">{toast.content.title}</Text>
            {toast.content.text && <Text slot="description">{toast.content.text}</Text>}
          </ToastContent>
          <Button slot="close" className="icon-button" aria-label={t('toasts.close')}>
            <Icon name="close" size={16} />
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
