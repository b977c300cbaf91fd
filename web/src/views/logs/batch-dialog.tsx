import { useQuery } from '@tanstack/react-query';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { serverWords } from '../../i18n/server-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { LevelBadge } from './level-badge.tsx';
import { type Batch, LEVELS } from './log-types.ts';
import './batch-dialog.css';

const PENDING_POLL_MILLISECONDS = 2_000;
/** The API hands out the same link for five minutes, and it works for ten more. */
const LINK_STALE_MILLISECONDS = 5 * 60_000;

interface BatchDialogProps {
  readonly batchId: string;
  onClose(): void;
}

/** What became of a batch, and the way to its archive. */
export function BatchDialog({ batchId, onClose }: BatchDialogProps) {
  const { t } = useTranslation();
  const api = useApi();
  const batch = useQuery({
    queryKey: ['log-batch', batchId],
    queryFn: ({ signal }) => api.get<Batch>(`/logs/batches/${encodeURIComponent(batchId)}`, {}, signal),
    staleTime: LINK_STALE_MILLISECONDS,
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? PENDING_POLL_MILLISECONDS : false),
  });
  return (
    <ModalOverlay className="modal-shade" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="modal">
        <Dialog className="modal-dialog">
          <header className="modal-head">
            <Heading slot="title" level={2}>
              {t('logs.batch')}
            </Heading>
            <button type="button" className="icon-button" aria-label={t('logs.close')} onClick={onClose}>
              <Icon name="close" />
            </button>
          </header>
          <code className="batch-id">{batchId}</code>
          {batch.isPending && <Loading rows={3} />}
          {batch.isError && <Failure error={batch.error} retry={() => void batch.refetch()} />}
          {batch.data && <BatchFacts batch={batch.data} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function BatchFacts({ batch }: { readonly batch: Batch }) {
  const { t, i18n } = useTranslation();
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'medium' });
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <>
      <dl className="facts">
        <dt>{t('logs.status')}</dt>
        <dd>
          <span className={`batch-status batch-${batch.status}`}>{t(`logs.statuses.${batch.status}`)}</span>
        </dd>
        <dt>{t('logs.receivedAt')}</dt>
        <dd>{time.format(new Date(batch.receivedAt))}</dd>
        <dt>{t('logs.count')}</dt>
        <dd>{batch.count === null ? '–' : number.format(batch.count)}</dd>
        <dt>{t('logs.setAside')}</dt>
        <dd>{batch.setAside === null ? '–' : number.format(batch.setAside)}</dd>
        {LEVELS.filter((level) => batch.levels?.[level]).map((level) => (
          <LevelCount key={level} level={level} count={number.format(batch.levels?.[level] ?? 0)} />
        ))}
        {batch.reason && (
          <>
            <dt>{t('logs.reason')}</dt>
            <dd>
              {serverWords('reasons', batch.reason, t)} <code>{batch.reason.code}</code>
            </dd>
          </>
        )}
      </dl>
      {batch.links.archive && (
        <div className="batch-archive">
          <a className="button button-primary" href={batch.links.archive} download rel="noreferrer">
            <Icon name="download" size={18} /> {t('logs.archive')}
          </a>
          <p className="field-hint">{t('logs.archiveHint', { time: time.format(new Date(batch.linksExpireAt)) })}</p>
        </div>
      )}
    </>
  );
}

function LevelCount({ level, count }: { readonly level: (typeof LEVELS)[number]; readonly count: string }) {
  return (
    <>
      <dt>
        <LevelBadge level={level} />
      </dt>
      <dd>{count}</dd>
    </>
  );
}
