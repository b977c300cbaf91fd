import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlotTable } from './plot-table.tsx';
import { isEmpty, type Plot, totalOf } from './plots.ts';
import { periodInWords } from './range.ts';
import { useSeriesName } from './use-series-name.ts';

const PlotCanvas = lazy(async () => ({ default: (await import('./plot-canvas.tsx')).PlotCanvas }));

interface PlotFigureProps {
  readonly plot: Plot;
  readonly times: readonly string[];
  readonly to: string;
  readonly periodSeconds: number;
}

/** A plot with what it shows, in what unit, what its colours mean, and the same as a table. */
export function PlotFigure({ plot, times, to, periodSeconds }: PlotFigureProps) {
  const { t, i18n } = useTranslation();
  const [period, setPeriod] = useState<number | null>(null);
  const titleId = useId();
  const title = t(`dashboard.${plot.name}`);
  const unit = useUnit(plot, periodSeconds);
  return (
    <figure className="card plot" aria-labelledby={titleId}>
      <figcaption className="plot-head">
        <h3 id={titleId}>{title}</h3>
        <span className="soft">{unit}</span>
      </figcaption>
      <Legend plot={plot} period={period} time={period === null ? undefined : times[period]} />
      <div className="plot-place">
        <Suspense fallback={null}>
          <PlotCanvas
            plot={plot}
            times={times}
            to={to}
            language={i18n.language}
            label={`${title}, ${unit}`}
            onPeriod={setPeriod}
          />
        </Suspense>
        {isEmpty(plot) && <p className="plot-nothing soft">{t('dashboard.nothing')}</p>}
      </div>
      {!isEmpty(plot) && <PlotTable plot={plot} times={times} caption={`${title}, ${unit}`} />}
    </figure>
  );
}

/** What the colours mean, with the numbers of the period under the pointer or, for counts, those of all periods. */
function Legend({
  plot,
  period,
  time,
}: Pick<PlotFigureProps, 'plot'> & { period: number | null; time?: string | undefined }) {
  const { i18n } = useTranslation();
  const name = useSeriesName();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const clock = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  return (
    <div className="plot-legend">
      <ul>
        {plot.series.map((series) => {
          const value = period === null ? totalOf(plot, series) : series.values[period];
          return (
            <li key={series.name}>
              <span
                className={series.isDashed ? 'plot-swatch plot-dashed' : 'plot-swatch'}
                style={{ color: `var(--plot-${series.colour})` }}
              />
              {name(series.name)} <b>{typeof value === 'number' ? number.format(value) : ''}</b>
            </li>
          );
        })}
      </ul>
      <span className="plot-time soft">{time && clock.format(new Date(time))}</span>
    </div>
  );
}

function useUnit({ unit }: Plot, periodSeconds: number): string {
  const { t } = useTranslation();
  if (unit !== 'perPeriod') return t(`dashboard.${unit}`);
  const { unit: name, count } = periodInWords(periodSeconds);
  return t('dashboard.perPeriod', { period: t(`dashboard.${name}`, { count }) });
}
