import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Plot, rowsOf } from './plots.ts';
import { useSeriesName } from './use-series-name.ts';

interface PlotTableProps {
  readonly plot: Plot;
  readonly times: readonly string[];
  readonly caption: string;
}

/** What a plot shows, for those who do not see it, and for exact numbers. */
export function PlotTable({ plot, times, caption }: PlotTableProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="plot-table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('dashboard.table')}</summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section className="table-scroll" aria-label={caption} tabIndex={0}>
          <Rows plot={plot} times={times} caption={caption} />
        </section>
      )}
    </details>
  );
}

function Rows({ plot, times, caption }: PlotTableProps) {
  const { t, i18n } = useTranslation();
  const name = useSeriesName();
  const clock = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  return (
    <table>
      <caption className="field-hint">
        <span className="visually-hidden">{caption}. </span>
        {t('dashboard.onlySome')}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('dashboard.time')}</th>
          {plot.series.map((series) => (
            <th key={series.name} scope="col" className="number">
              {name(series.name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(plot, times).map(({ time, values }) => (
          <tr key={time}>
            <th scope="row">
              <time dateTime={time}>{clock.format(new Date(time))}</time>
            </th>
            {plot.series.map((series, index) => {
              const value = values[index] ?? null;
              return (
                <td key={series.name} className="number">
                  {value === null ? '–' : number.format(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
