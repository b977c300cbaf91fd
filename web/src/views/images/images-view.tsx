import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useUploadList, useUploads } from '../../app/uploads-provider.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Empty, Failure } from '../../ui/states.tsx';
import type { Upload } from '../../uploads/upload.ts';
import { DropArea } from './drop-area.tsx';
import { ImageCard, ImageFrame } from './image-card.tsx';
import { UploadCard } from './upload-card.tsx';
import { UploadNews } from './upload-news.tsx';
import { SHOWN, type Shown, useImageNews, useImages } from './use-images.ts';
import './images.css';

/** Where images come in, and all that have come, newest first. */
export function ImagesView() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const shown = SHOWN.find((each) => each === search.get('status')) ?? 'all';
  useImageNews();
  const uploads = useUploads();
  // By then they are in the list as all others.
  useEffect(() => () => uploads.forgetSettled(), [uploads]);

  return (
    <div className="view">
      <div className="view-head">
        <h1>{t('views.images')}</h1>
        <Choice
          label={t('images.show')}
          value={shown}
          options={{ all: t('images.all'), completed: t('images.completed'), error: t('images.error') }}
          onChange={(status) => setSearch(status === 'all' ? {} : { status }, { replace: true })}
        />
      </div>
      <DropArea />
      <UploadNews />
      <Gallery shown={shown} />
    </div>
  );
}

function Gallery({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation();
  const uploads = useUploadList().filter((upload) => isShown(upload, shown));
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useImages(shown);
  const known = new Set(uploads.map(imageIdOf));
  const images = data?.pages.flatMap((page) => page.images).filter(({ id }) => !known.has(id)) ?? [];

  return (
    <>
      <ul className="gallery" aria-label={t('images.list')} aria-busy={isPending}>
        {uploads.toReversed().map((upload) => (
          <li key={upload.id}>
            <UploadCard upload={upload} />
          </li>
        ))}
        {images.map((image) => (
          <li key={image.id}>
            <ImageCard image={image} />
          </li>
        ))}
        {isPending && <Places />}
      </ul>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data && uploads.length + images.length === 0 && (
        <Empty title={t(shown === 'all' ? 'images.empty' : 'images.none')}>
          {shown === 'all' && <p className="soft">{t('images.emptyText')}</p>}
        </Empty>
      )}
      {hasNextPage && (
        <button
          type="button"
          className="button gallery-more"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t(isFetchingNextPage ? 'states.loading' : 'images.more')}
        </button>
      )}
    </>
  );
}

const PLACES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Holds the place of cards that are being fetched. */
function Places() {
  const { t } = useTranslation();
  return PLACES.map((place, index) => (
    <li key={place} className="image-place">
      <ImageFrame>{index === 0 && <span className="visually-hidden">{t('states.loading')}</span>}</ImageFrame>
    </li>
  ));
}

function isShown({ progress: { status } }: Upload, shown: Shown): boolean {
  if (shown === 'completed') return status !== 'rejected';
  return shown === 'all' || status !== 'completed';
}

function imageIdOf({ progress }: Upload): string | undefined {
  return 'imageId' in progress ? progress.imageId : undefined;
}
