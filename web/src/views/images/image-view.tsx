import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { serverWords } from '../../i18n/server-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import type { ImageAnswer } from '../../uploads/ports.ts';
import { ImageDetails } from './image-details.tsx';
import { useImage } from './use-images.ts';
import './images.css';

/** One image: its processed copy or why there is none, and what is known of it. */
export function ImageView() {
  const { t } = useTranslation();
  const { imageId = '' } = useParams();
  const { data: image, error, refetch } = useImage(imageId);
  return (
    <div className="view">
      <Link to="/images" className="back-link">
        <Icon name="back" size={18} /> {t('images.back')}
      </Link>
      {image ? <ShownImage image={image} /> : <h1>{t('views.images')}</h1>}
      {!image && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading rows={5} />)}
    </div>
  );
}

function ShownImage({ image }: { readonly image: ImageAnswer }) {
  const { t } = useTranslation();
  const filename = image.filename ?? t('images.unnamed');
  return (
    <>
      <div className="view-head">
        <h1 className="image-title">{filename}</h1>
        {image.links.original && (
          <a className="button" href={image.links.original} download={filename}>
            <Icon name="download" size={18} /> {t('images.original')}
          </a>
        )}
      </div>
      <div className="image-page">
        {image.links.processed && (
          <img className="image-whole" src={image.links.processed} alt={filename} {...sizeOf(image)} />
        )}
        {image.reason && (
          <div className="state state-bad">
            <p className="state-title">
              <Icon name="warning" /> {t('images.rejectedTitle')}
            </p>
            <p>{serverWords('reasons', image.reason, t)}</p>
            <p className="soft image-reason" lang="en">
              {image.reason.code}: {image.reason.message}
            </p>
          </div>
        )}
        <ImageDetails image={image} />
      </div>
    </>
  );
}

/** Longest side of processed copies (functions/images/derivative.ts). */
const MAX_PIXELS = 1_024;

/** As large as the copy is, so that its place is there before it comes. */
function sizeOf({ width, height }: ImageAnswer) {
  if (width === null || height === null) return {};
  const scale = Math.min(1, MAX_PIXELS / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
