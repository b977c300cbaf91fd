import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUploadList } from '../../app/uploads-provider.tsx';
import type { Upload } from '../../uploads/upload.ts';
import { useUploadWords } from './use-upload-words.ts';

/** Tells screen readers how each upload ended, once. */
export function UploadNews() {
  const uploads = useUploadList();
  const told = useRef(new Set<string>());
  const [latest, setLatest] = useState<Upload>();

  useEffect(() => {
    for (const upload of uploads) {
      const { status } = upload.progress;
      if (status === 'waiting' || status === 'uploading' || status === 'processing') told.current.delete(upload.id);
      else if (!told.current.has(upload.id)) {
        told.current.add(upload.id);
        setLatest(upload);
      }
    }
  }, [uploads]);

  return (
    <p className="visually-hidden" role="status">
      {latest && <News upload={latest} />}
    </p>
  );
}

function News({ upload }: { readonly upload: Upload }) {
  const { t } = useTranslation();
  const reason = useUploadWords(upload);
  const { filename, progress } = upload;
  return progress.status === 'completed'
    ? t('images.newsCompleted', { filename })
    : t('images.newsFailed', { filename, reason });
}
