import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { serverWords } from '../../i18n/server-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { Moment } from '../../ui/moment.tsx';
import type { ListedImage } from './use-images.ts';

/** An image in the gallery: its thumbnail or why there is none. */
export function ImageCard({ image }: { readonly image: ListedImage }) {
  const { t } = useTranslation();
  const { thumbnail } = image.links;
  return (
    <Link to={`/images/${encodeURIComponent(image.id)}`} className="image-link">
      <ImageFrame isBad={image.status === 'error'}>
        {thumbnail ? <img src={thumbnail} alt="" loading="lazy" decoding="async" /> : <Icon name="warning" size={32} />}
      </ImageFrame>
      <span className="image-name">{image.filename ?? t('images.unnamed')}</span>
      <span className={image.reason ? 'image-note image-note-bad' : 'image-note'}>
        {image.reason ? serverWords('reasons', image.reason, t) : <Moment at={image.uploadedAt} />}
      </span>
    </Link>
  );
}

/** Has its size before anything is in it. */
export function ImageFrame({ isBad = false, children }: { readonly isBad?: boolean; readonly children: ReactNode }) {
  return <span className={isBad ? 'image-frame image-frame-bad' : 'image-frame'}>{children}</span>;
}
