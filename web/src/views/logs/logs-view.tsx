import { useCallback, useMemo } from 'react';
import { Switch } from 'react-aria-components/Switch';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Failure, Loading } from '../../ui/states.tsx';
import { BatchDialog } from './batch-dialog.tsx';
import { FilterBar } from './filter-bar.tsx';
import { addressOf, canBeFollowed, filterOf, isFiltered, type LogFilter, queryOf } from './log-filter.ts';
import { LogList } from './log-list.tsx';
import { merged } from './tail.ts';
import { useLogs } from './use-logs.ts';
import { useTail } from './use-tail.ts';
import './logs.css';

/** Logs, newest first. What is looked for stands in the address, so that it can be kept and sent to others. */
export function LogsView() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const set = useCallback(
    (name: 'live' | 'batch', value: string | undefined) =>
      setAddress((before) => {
        const after = new URLSearchParams(before);
        if (value === undefined) after.delete(name);
        else after.set(name, value);
        return after;
      }),
    [setAddress],
  );
  const change = useCallback(
    (changed: Partial<LogFilter>) =>
      setAddress((before) => addressOf({ ...filterOf(before), ...changed }, before), { replace: true }),
    [setAddress],
  );

  const facts = JSON.stringify(filterOf(address));
  // The same object as long as nothing in it is another.
  const filter = useMemo((): LogFilter => JSON.parse(facts), [facts]);
  const query = useMemo(() => queryOf(filter, new Date()), [filter]);
  const isLive = address.has('live') && canBeFollowed(filter);

  const pages = useLogs(query);
  const listed = useMemo(() => pages.data?.pages.flatMap(({ logs }) => logs) ?? [], [pages.data]);
  const tail = useTail(query, isLive && pages.isSuccess, listed);
  const logs = useMemo(() => merged(tail.logs, listed), [tail.logs, listed]);
  const listedIds = useMemo(() => new Set(listed.map(({ id }) => id)), [listed]);
  const services = useMemo(() => [...new Set(logs.map(({ service }) => service))].sort(), [logs]);
  const searchedTo = filter.text && pages.hasNextPage ? pages.data?.pages.at(-1)?.searchedTo : undefined;
  const batchId = address.get('batch');

  return (
    <div className="view logs">
      <header className="view-head">
        <h1>{t('views.logs')}</h1>
        <Switch
          className="switch"
          isSelected={isLive}
          isDisabled={!canBeFollowed(filter)}
          onChange={(isOn) => set('live', isOn ? 'on' : undefined)}
        >
          <span className="switch-track" aria-hidden="true" />
          {t('logs.live')}
        </Switch>
      </header>
      <FilterBar filter={filter} services={services} onChange={change} />
      <p className="logs-news" role="status">
        {isLive && (tail.arrived === 0 ? t('logs.waiting') : t('logs.arrived', { count: tail.arrived }))}
      </p>
      {tail.error && <Failure error={tail.error} />}
      {pages.isPending && <Loading rows={8} />}
      {pages.isError && <Failure error={pages.error} retry={() => void pages.refetch()} />}
      {pages.data && (
        <LogList
          logs={logs}
          isNew={({ id }) => !listedIds.has(id)}
          isFiltered={isFiltered(filter)}
          searchedTo={searchedTo ?? undefined}
          hasMore={pages.hasNextPage}
          isPending={pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
          onBatch={(id) => set('batch', id)}
        />
      )}
      {batchId && <BatchDialog batchId={batchId} onClose={() => set('batch', undefined)} />}
    </div>
  );
}
