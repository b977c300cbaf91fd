/** Milliseconds since the epoch for an RFC 3339 timestamp as the States language allows it, or undefined. */
export function parseTimestamp(text: string): number | undefined {
  throw new Error('not written yet');
}
