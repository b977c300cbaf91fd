/**
 * Events give whole seconds, S3 gives milliseconds: lists are sorted by this text, so that it must always look the same.
 *
 * @returns ISO 8601 in UTC with milliseconds, or undefined when the text is no time
 */
export function sortableTime(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
