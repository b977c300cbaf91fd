import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useUploads } from '../../app/uploads-provider.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { Upload } from '../../uploads/upload.ts';
import { ImageCard, ImageFrame } from './image-card.tsx';
import { useImage } from './use-images.ts';
import { usePercent, useUploadWords } from './use-upload-words.ts';

/** A file on its way. When it has become an image, the card is that image's, in the same place. */
export function UploadCard({ upload }: { readonly upload: Upload }) {
  const { progress } = upload;
  if (progress.status === 'completed') return <CompletedCard upload={upload} imageId={progress.imageId} />;
  return <PendingCard upload={upload} />;
}

function CompletedCard({ upload, imageId }: { readonly upload: Upload; readonly imageId: string }) {
  const { data } = useImage(imageId);
  return data ? <ImageCard image={data} /> : <PendingCard upload={upload} />;
}

function PendingCard({ upload }: { readonly upload: Upload }) {
  const { t } = useTranslation();
  const uploads = useUploads();
  const words = useUploadWords(upload);
  const { id, filename, progress } = upload;
  const isBad = progress.status === 'failed' || progress.status === 'rejected' || progress.status === 'refused';
  const canBeRemoved = isBad || progress.status === 'waiting' || progress.status === 'uploading';
  const body = (
    <>
      <ImageFrame isBad={isBad}>
        {isBad ? <Icon name="warning" size={32} /> : <UploadProgressBar upload={upload} />}
      </ImageFrame>
      <span className="image-name">{filename}</span>
      <span className={isBad ? 'image-note image-note-bad' : 'image-note'}>{words}</span>
    </>
  );
  return (
    <div className="upload">
      {progress.status === 'rejected' ? (
        <Link to={`/images/${encodeURIComponent(progress.imageId)}`} className="image-link">
          {body}
        </Link>
      ) : (
        <div className="image-link">{body}</div>
      )}
      {progress.status === 'failed' && (
        <Button className="button" onPress={() => uploads.retry(id)}>
          <Icon name="retry" size={16} /> {t('states.retry')}
        </Button>
      )}
      {canBeRemoved && (
        <Button
          className="icon-button upload-remove"
          aria-label={t(isBad ? 'images.remove' : 'images.cancel', { filename })}
          onPress={() => uploads.remove(id)}
        >
          <Icon name="close" size={16} />
        </Button>
      )}
    </div>
  );
}

function UploadProgressBar({ upload }: { readonly upload: Upload }) {
  const percent = usePercent();
  const { progress, sizeBytes, filename } = upload;
  const share = progress.status === 'uploading' ? progress.sentBytes / sizeBytes : 0;
  const isSending = progress.status === 'uploading' || progress.status === 'waiting';
  return (
    <ProgressBar
      className="upload-progress"
      value={share * 100}
      valueLabel={percent(share)}
      isIndeterminate={!isSending}
    >
      <Label className="visually-hidden">{filename}</Label>
      <span className="upload-track">
        <span
          className={isSending ? 'upload-bar' : 'upload-bar upload-bar-busy'}
          {...(isSending && { style: { inlineSize: `${share * 100}%` } })}
        />
      </span>
    </ProgressBar>
  );
}
