import { useTranslation } from 'react-i18next';

/** The time of today, the date and time of another day, as the reader's language writes it. */
export function TimeOfDay({ time }: { readonly time: string }) {
  const { i18n } = useTranslation();
  const date = new Date(time);
  const isToday = date.toDateString() === new Date().toDateString();
  const style = isToday ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'short', timeStyle: 'short' } as const);
  return <time dateTime={time}>{new Intl.DateTimeFormat(i18n.language, style).format(date)}</time>;
}
