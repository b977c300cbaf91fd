import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../ui/choice.tsx';
import { Failure } from '../../ui/states.tsx';
import type { Activity } from './dashboard-types.ts';
import { PlotFigure } from './plot-figure.tsx';
import { plotsOf } from './plots.ts';
import { RANGE_NAMES } from './range.ts';
import { useActivity } from './use-overview.ts';

const PLOTS = 5;

/** What went on lately, drawn. */
export function OverTime() {
  const { t, i18n } = useTranslation();
  const [range, setRange] = useState<(typeof RANGE_NAMES)[number]>('day');
  const activity = useActivity(range);
  const clock = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' });
  const [hour, day, week, month] = RANGE_NAMES.map((name) => t(`dashboard.ranges.${name}`));
  return (
    <section className="dashboard-section" aria-label={t('dashboard.overTime')}>
      <header className="view-head">
        <div>
          <h2>{t('dashboard.overTime')}</h2>
          <p className="soft dashboard-as-of">
            {activity.data && t('dashboard.updatedAt', { time: clock.format(new Date(activity.data.generatedAt)) })}
          </p>
        </div>
        <Choice
          label={t('dashboard.range')}
          value={range}
          options={{ hour: hour ?? '', day: day ?? '', week: week ?? '', month: month ?? '' }}
          onChange={(chosen) => setRange(chosen)}
        />
      </header>
      {activity.isError && <Failure error={activity.error} retry={() => void activity.refetch()} />}
      <div className="plots">
        {activity.isPending &&
          Array.from({ length: PLOTS }, (_, index) => <div key={index} className="card plot-waiting" />)}
        {activity.data && <Plots activity={activity.data} />}
      </div>
    </section>
  );
}

function Plots({ activity }: { readonly activity: Activity }) {
  const plots = useMemo(() => plotsOf(activity), [activity]);
  const { times, to, periodSeconds } = activity;
  return plots.map((plot) => (
    <PlotFigure key={plot.name} plot={plot} times={times} to={to} periodSeconds={periodSeconds} />
  ));
}
