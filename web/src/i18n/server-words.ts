import type { TFunction } from 'i18next';
import type { ServerWords } from './server-en.ts';

/** What the server says: a code for programs, and its own words. */
export interface Said {
  readonly code?: string | undefined;
  readonly message: string;
}

/** What the server says in the reader's language; in its own words where the page does not know the code. */
export function serverWords(group: keyof ServerWords, { code, message }: Said, t: TFunction): string {
  return (code && t(`server.${group}.${code}`, '')) || message;
}
