import { useTranslation } from 'react-i18next';
import type { Overview } from './dashboard-types.ts';

type Functions = Overview['functions'];

/** What the functions did in the last day, the busiest first, and what functions there are. */
export function FunctionsCard({ functions: { total, names, lastDay } }: { readonly functions: Functions }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <section className="card operations-wide">
      <h3>{t('dashboard.functions')}</h3>
      {lastDay ? (
        <>
          <p className="soft">
            {t('dashboard.functionsTotal', {
              total: number.format(total),
              invocations: number.format(lastDay.invocations),
              errors: number.format(lastDay.errors),
            })}
          </p>
          <Busiest busiest={lastDay.busiest} />
        </>
      ) : (
        <p className="soft">{t('dashboard.functionsUnknown')}</p>
      )}
      <details className="plot-table">
        <summary>{t('dashboard.allNames')}</summary>
        <ul className="function-names">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Busiest({ busiest }: { readonly busiest: NonNullable<Functions['lastDay']>['busiest'] }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const time = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="table-scroll" aria-label={t('dashboard.functions')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('dashboard.name')}</th>
            <th scope="col" className="number">
              {t('dashboard.invocations')}
            </th>
            <th scope="col" className="number">
              {t('dashboard.errors')}
            </th>
            <th scope="col" className="number">
              {t('dashboard.averageTime')}
            </th>
          </tr>
        </thead>
        <tbody>
          {busiest.map(({ name, invocations, errors, averageMilliseconds }) => (
            <tr key={name}>
              <th scope="row" className="long-name">
                {name}
              </th>
              <td className="number">{number.format(invocations)}</td>
              <td className="number">{number.format(errors)}</td>
              <td className="number">{averageMilliseconds === null ? '–' : time.format(averageMilliseconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
