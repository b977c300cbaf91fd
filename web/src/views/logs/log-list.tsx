import { useTranslation } from 'react-i18next';
import { More } from '../../ui/more.tsx';
import { Empty } from '../../ui/states.tsx';
import { LogRow } from './log-row.tsx';
import type { Log } from './log-types.ts';

interface LogListProps {
  readonly logs: readonly Log[];
  readonly isNew: (log: Log) => boolean;
  readonly isFiltered: boolean;
  /** How far back the search for a text has come, when there is one and it has not come to the end. */
  readonly searchedTo: string | undefined;
  readonly hasMore: boolean;
  readonly isPending: boolean;
  onMore(): void;
  onBatch(batchId: string): void;
}

export function LogList(props: LogListProps) {
  const { t } = useTranslation();
  const { logs, searchedTo, hasMore } = props;
  if (logs.length === 0 && !hasMore) {
    return (
      <Empty title={t(props.isFiltered ? 'logs.noneFit' : 'logs.none')}>{!props.isFiltered && <NoLogsYet />}</Empty>
    );
  }
  return (
    <>
      <ul className="card logs-list" aria-label={t('views.logs')}>
        {logs.map((log) => (
          <LogRow key={log.id} log={log} isNew={props.isNew(log)} onBatch={props.onBatch} />
        ))}
      </ul>
      {searchedTo !== undefined && <Searched to={searchedTo} />}
      {hasMore && (
        <More
          text={t(props.isPending ? 'states.loading' : searchedTo === undefined ? 'logs.older' : 'logs.searchOlder')}
          isPending={props.isPending}
          // A search that finds little reads much: how far it goes is for the reader to say.
          isEager={searchedTo === undefined}
          onMore={props.onMore}
        />
      )}
    </>
  );
}

function NoLogsYet() {
  const { t } = useTranslation();
  return <p className="soft">{t('logs.howToSend')}</p>;
}

function Searched({ to }: { readonly to: string }) {
  const { t, i18n } = useTranslation();
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <p className="soft" role="status">
      {t('logs.searchedTo', { time: time.format(new Date(to)) })}
    </p>
  );
}
