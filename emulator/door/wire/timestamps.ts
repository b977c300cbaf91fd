import type { NormalizedSchema } from '@smithy/core/schema';

/** How a timestamp is written (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html, timestampFormat). */
export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

/** The SDK's schema numbers for timestamps that name their own format; 4 leaves it to the protocol. */
const FORMATS: Readonly<Record<number, TimestampFormat>> = { 5: 'date-time', 6: 'http-date', 7: 'epoch-seconds' };

export function timestampFormat(schema: NormalizedSchema, byDefault: TimestampFormat): TimestampFormat {
  const kind: unknown = schema.getSchema();
  return (typeof kind === 'number' ? FORMATS[kind] : undefined) ?? byDefault;
}

/** A number for epoch seconds, text for the other formats. */
export function writeTimestamp(value: Date, format: TimestampFormat): string | number {
  if (format === 'epoch-seconds') return value.getTime() / 1000;
  if (format === 'http-date') return value.toUTCString();
  return value.toISOString().replace('.000Z', 'Z');
}

/** Reads any of the formats; undefined when it is none of them. */
export function readTimestamp(value: unknown): Date | undefined {
  if (value instanceof Date) return value;
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const numeric = typeof value === 'number' || /^-?\d+(\.\d+)?(e\d+)?$/i.test(value);
  const date = new Date(numeric ? Number(value) * 1000 : value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
