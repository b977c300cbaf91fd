import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatBytes } from '../../ui/bytes.ts';
import { Moment } from '../../ui/moment.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { LevelBadge } from '../logs/level-badge.tsx';
import { LEVELS } from '../logs/log-types.ts';
import type { Overview } from './dashboard-types.ts';
import { FunctionsCard } from './functions-card.tsx';
import { useOverview } from './use-overview.ts';

const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

/** What admins see beside what all see. */
export function Operations() {
  const { t } = useTranslation();
  const overview = useOverview();
  return (
    <section className="dashboard-section" aria-label={t('dashboard.operations')}>
      <header className="view-head">
        <h2>{t('dashboard.operations')}</h2>
        <span className="soft">{overview.data && t('dashboard.version', { version: overview.data.version })}</span>
      </header>
      {overview.isPending && <Loading rows={6} />}
      {overview.isError && <Failure error={overview.error} retry={() => void overview.refetch()} />}
      {overview.data && <Cards overview={overview.data} />}
    </section>
  );
}

function Cards({ overview }: { readonly overview: Overview }) {
  return (
    <div className="operations">
      <ImagesCard images={overview.images} />
      <LogsCard logs={overview.logs} />
      <NotificationsCard notifications={overview.notifications} />
      <StorageCard storage={overview.storage} />
      <FunctionsCard functions={overview.functions} />
      <ErrorsCard errors={overview.logs.recentErrors} />
    </div>
  );
}

function ImagesCard({ images }: Pick<Overview, 'images'>) {
  const { t, i18n } = useTranslation();
  return (
    <Card title={t('dashboard.images')}>
      <Count name={t('dashboard.total')} value={images.total} />
      <Count name={t('dashboard.successful')} value={images.successful} />
      <Count name={t('dashboard.failed')} value={images.failed} />
      <Fact name={t('dashboard.averageSize')}>
        {images.averageSizeBytes === null ? '–' : formatBytes(images.averageSizeBytes, i18n.language)}
      </Fact>
    </Card>
  );
}

function LogsCard({ logs }: Pick<Overview, 'logs'>) {
  const { t } = useTranslation();
  return (
    <Card title={t('dashboard.logs')}>
      <Count name={t('dashboard.total')} value={logs.total} />
      {LEVELS.map((level) => (
        <Count key={level} name={<LevelBadge level={level} />} value={logs.byLevel[level]} />
      ))}
      <Count name={t('dashboard.setAside')} value={logs.setAside} />
      <Count name={t('dashboard.batches')} value={logs.batches.total} />
      <Count name={t('dashboard.rejectedBatches')} value={logs.batches.rejected} />
      <Count name={t('dashboard.failedBatches')} value={logs.batches.failed} />
    </Card>
  );
}

function NotificationsCard({ notifications }: Pick<Overview, 'notifications'>) {
  const { t } = useTranslation();
  return (
    <Card title={t('dashboard.notifications')}>
      <Count name={t('dashboard.total')} value={notifications.total} />
      <Count name={t('dashboard.successful')} value={notifications.successful} />
      <Count name={t('dashboard.failed')} value={notifications.failed} />
      {PRIORITIES.map((priority) => (
        <Count key={priority} name={t(`dashboard.priority.${priority}`)} value={notifications.byPriority[priority]} />
      ))}
    </Card>
  );
}

function StorageCard({ storage }: Pick<Overview, 'storage'>) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <section className="card operations-wide">
      <h3>{t('dashboard.storage')}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('dashboard.bucket')}</th>
            <th scope="col" className="number">
              {t('dashboard.objects')}
            </th>
            <th scope="col" className="number">
              {t('dashboard.size')}
            </th>
          </tr>
        </thead>
        <tbody>
          {storage.map(({ bucket, objects, bytes }) => (
            <tr key={bucket}>
              <th scope="row" className="long-name">
                {bucket}
              </th>
              <td className="number">{number.format(objects)}</td>
              <td className="number">{formatBytes(bytes, i18n.language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ErrorsCard({ errors }: { readonly errors: Overview['logs']['recentErrors'] }) {
  const { t } = useTranslation();
  return (
    <section className="card operations-wide">
      <h3>{t('dashboard.recentErrors')}</h3>
      {errors.length === 0 && <p className="soft">{t('dashboard.noErrors')}</p>}
      <ul className="recent-errors">
        {errors.map(({ id, level, message, service, timestamp }) => (
          <li key={id}>
            <Link to={`/logs?${new URLSearchParams({ level, service })}`}>{message}</Link>
            <span className="soft">
              <LevelBadge level={level} /> {service} · <Moment at={timestamp} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card">
      <h3>{title}</h3>
      <dl className="counts">{children}</dl>
    </section>
  );
}

function Count({ name, value }: { readonly name: ReactNode; readonly value: number }) {
  const { i18n } = useTranslation();
  return <Fact name={name}>{new Intl.NumberFormat(i18n.language).format(value)}</Fact>;
}

function Fact({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
