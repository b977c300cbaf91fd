import { Button } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useTranslation } from 'react-i18next';
import { useUploads } from '../../app/uploads-provider.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IMAGE_CONTENT_TYPES } from '../../uploads/image-file.ts';

/** Where files are dropped, pasted or chosen, as many as one likes. */
export function DropArea() {
  const { t } = useTranslation();
  const uploads = useUploads();
  return (
    <DropZone
      className="drop-area"
      aria-label={t('images.drop')}
      onDrop={async ({ items }) => {
        const files = items.filter((item) => item.kind === 'file').map((item) => item.getFile());
        uploads.add(await Promise.all(files));
      }}
    >
      <Icon name="upload" size={28} />
      <p className="drop-area-text">{t('images.drop')}</p>
      <FileTrigger
        allowsMultiple
        acceptedFileTypes={IMAGE_CONTENT_TYPES}
        onSelect={(files) => files && uploads.add(files)}
      >
        <Button className="button button-primary">{t('images.choose')}</Button>
      </FileTrigger>
      <p className="field-hint">{t('images.formats')}</p>
    </DropZone>
  );
}
