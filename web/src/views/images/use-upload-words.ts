import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import { serverWords } from '../../i18n/server-words.ts';
import { formatBytes } from '../../ui/bytes.ts';
import type { Refusal, Upload } from '../../uploads/upload.ts';

/** How far a file has come, in words. */
export function useUploadWords({ progress, sizeBytes }: Upload): string {
  const { t } = useTranslation();
  const percent = usePercent();
  const refusalWords = useRefusalWords(sizeBytes);
  switch (progress.status) {
    case 'waiting':
      return t('images.waiting');
    case 'uploading':
      return t('images.uploading', { percent: percent(progress.sentBytes / sizeBytes) });
    case 'processing':
    case 'completed':
      return t('images.processing');
    case 'rejected':
      return serverWords('reasons', progress.reason, t) || t('images.rejectedTitle');
    case 'refused':
      return refusalWords(progress.refusal);
    case 'failed':
      return failureWords(progress.error, t);
  }
}

/** @returns what writes a share of 1 as the reader's language does */
export function usePercent(): (share: number) => string {
  const { language } = useTranslation().i18n;
  const format = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return (share) => format.format(share);
}

function useRefusalWords(sizeBytes: number) {
  const { t, i18n } = useTranslation();
  return (refusal: Refusal) => {
    if (refusal.because !== 'tooLarge') return t(`images.refused.${refusal.because}`);
    const size = formatBytes(sizeBytes, i18n.language);
    return t('images.refused.tooLarge', { size, max: formatBytes(refusal.maxBytes, i18n.language) });
  };
}

/** What is wrong with the request is for people; the rest only says that it did not get through. */
function failureWords(error: unknown, t: TFunction): string {
  const isRefused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return isRefused ? `${t('images.failed')} ${serverWords('problems', error, t)}` : t('images.failed');
}
