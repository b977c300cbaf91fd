import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../ui/bytes.ts';
import { Moment } from '../../ui/moment.tsx';
import type { ImageAnswer } from '../../uploads/ports.ts';

/** What is known of an image; of one that was rejected early, that is little. */
export function ImageDetails({ image }: { readonly image: ImageAnswer }) {
  const { t, i18n } = useTranslation();
  const { width, height, sizeBytes } = image;
  const isMeasured = width !== null && height !== null;
  return (
    <section className="card image-details">
      <h2>{t('images.details')}</h2>
      <dl>
        <Detail name={t('images.status')}>{t(`images.is.${image.status}`)}</Detail>
        <Detail name={t('images.uploadedAt')}>
          <Moment at={image.uploadedAt} />
        </Detail>
        <Detail name={t('images.processedAt')}>
          <Moment at={image.processedAt} />
        </Detail>
        {image.contentType && <Detail name={t('images.type')}>{image.contentType}</Detail>}
        {sizeBytes !== null && <Detail name={t('images.size')}>{formatBytes(sizeBytes, i18n.language)}</Detail>}
        {isMeasured && <Detail name={t('images.dimensions')}>{t('images.pixels', { width, height })}</Detail>}
        <Detail name={t('images.id')}>
          <code>{image.id}</code>
        </Detail>
      </dl>
    </section>
  );
}

function Detail({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
