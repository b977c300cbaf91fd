import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelBadge } from './level-badge.tsx';
import type { Log } from './log-types.ts';

interface LogRowProps {
  readonly log: Log;
  readonly isNew: boolean;
  onBatch(batchId: string): void;
}

/** A line; more of it when one asks. */
export function LogRow({ log, isNew, onBatch }: LogRowProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <li className={isNew ? 'log log-new' : 'log'}>
      <button
        type="button"
        className="log-line"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <LogTime time={log.timestamp} />
        <LevelBadge level={log.level} />
        <span className="log-service">{log.service}</span>
        <span className="log-message">{log.message}</span>
      </button>
      {isOpen && <LogDetail id={id} log={log} onBatch={onBatch} />}
    </li>
  );
}

function LogDetail({ id, log, onBatch }: { readonly id: string } & Omit<LogRowProps, 'isNew'>) {
  const { t, i18n } = useTranslation();
  const full = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'long' });
  return (
    <div id={id} className="log-detail">
      <p className="log-whole">{log.message}</p>
      <dl className="facts">
        <dt>{t('logs.time')}</dt>
        <dd>
          {full.format(new Date(log.timestamp))} <span className="soft">({log.timestamp})</span>
        </dd>
        <dt>{t('logs.service')}</dt>
        <dd>{log.service}</dd>
        <dt>{t('logs.user')}</dt>
        <dd>{log.userId}</dd>
        <dt>{t('logs.id')}</dt>
        <dd>
          <code>{log.id}</code>
        </dd>
        <dt>{t('logs.batch')}</dt>
        <dd>
          <button type="button" className="link-button" onClick={() => onBatch(log.batchId)}>
            {t('logs.showBatch')} <code>{log.batchId.slice(0, 8)}…</code>
          </button>
        </dd>
      </dl>
      <p className="field-hint">{t('logs.cut')}</p>
    </div>
  );
}

/** To the millisecond: logs come many in a second. The day only when it is another one. */
function LogTime({ time }: { readonly time: string }) {
  const { i18n } = useTranslation();
  const date = new Date(time);
  const isToday = date.toDateString() === new Date().toDateString();
  const clock = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  } as const;
  const day = { day: '2-digit', month: 'short' } as const;
  const format = new Intl.DateTimeFormat(i18n.language, isToday ? clock : { ...day, ...clock });
  return (
    <time className="log-time" dateTime={time}>
      {format.format(date)}
    </time>
  );
}
