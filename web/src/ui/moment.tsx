import { useTranslation } from 'react-i18next';

/** A date and its time of day, as the reader's language writes them. */
export function Moment({ at }: { readonly at: string }) {
  const { i18n } = useTranslation();
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return <time dateTime={at}>{new Intl.DateTimeFormat(i18n.language, style).format(new Date(at))}</time>;
}
