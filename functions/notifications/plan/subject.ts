import type { Notification } from '../notification.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: less than 100 characters, no line breaks, no control characters. */
const MAX_SUBJECT_CHARACTERS = 99;

/** `[PRIORITY] title`, as SNS takes a subject: in one line, and cut between two characters when it is too long. */
export function subjectOf({ priority, title }: Pick<Notification, 'priority' | 'title'>): string {
  const subject = `[${priority.toUpperCase()}] ${title}`.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').toWellFormed();
  if (subject.length <= MAX_SUBJECT_CHARACTERS) return subject;
  let cut = '';
  for (const character of subject) {
    if (cut.length + character.length >= MAX_SUBJECT_CHARACTERS) break;
    cut += character;
  }
  return `${cut}…`;
}
