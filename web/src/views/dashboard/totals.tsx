import { useTranslation } from 'react-i18next';
import { Failure } from '../../ui/states.tsx';
import { longSince } from './range.ts';
import { useStats } from './use-overview.ts';

const COUNTED = ['images', 'logs', 'notifications', 'files'] as const;

/** How many there are of everything. */
export function Totals() {
  const { t, i18n } = useTranslation();
  const stats = useStats();
  const number = new Intl.NumberFormat(i18n.language);
  if (stats.isError) return <Failure error={stats.error} retry={() => void stats.refetch()} />;
  return (
    <section aria-label={t('dashboard.totals')} aria-busy={stats.isPending}>
      <dl className="totals">
        {COUNTED.map((name) => (
          <div key={name} className="card total">
            <dt className="soft">{t(`dashboard.${name}`)}</dt>
            <dd data-count={name}>{stats.data ? number.format(stats.data[name]) : '…'}</dd>
          </div>
        ))}
        <div className="card total">
          <dt className="soft">{t('dashboard.uptime')}</dt>
          <dd>{stats.data ? longSince(stats.data.uptimeSeconds, i18n.language) : '…'}</dd>
        </div>
      </dl>
    </section>
  );
}
