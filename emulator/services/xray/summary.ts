import type { AnnotationValue, ServiceId, TraceSummary, ValueWithServiceIds } from '@aws-sdk/client-xray';
import type { SegmentDocument } from './segments.ts';

/** A trace in short, from its segments in order of their start. */
export function summarizeTrace(traceId: string, segments: readonly SegmentDocument[]): TraceSummary {
  const starts = segments.map(({ start_time }) => start_time);
  const start = Math.min(...starts);
  const end = Math.max(...segments.map(({ end_time, start_time }) => end_time ?? start_time));
  const root = segments.find(({ parent_id }) => parent_id === undefined) ?? segments[0];
  const has = (member: 'fault' | 'error' | 'throttle') => segments.some((segment) => segment[member] === true);
  return {
    Id: traceId,
    StartTime: new Date(start * 1_000),
    Duration: end - start,
    ResponseTime: root ? (root.end_time ?? end) - root.start_time : 0,
    HasFault: has('fault'),
    HasError: has('error'),
    HasThrottle: has('throttle'),
    IsPartial: segments.some(({ in_progress }) => in_progress === true),
    Annotations: annotationsOf(segments),
    ServiceIds: segments.filter(({ type }) => type !== 'subsegment').map(serviceId),
    ...(root ? { EntryPoint: serviceId(root) } : {}),
    Revision: segments.length,
    MatchedEventTime: new Date(start * 1_000),
  };
}

function serviceId({ name, origin }: SegmentDocument): ServiceId {
  return { Name: name, Names: [name], ...(origin ? { Type: origin } : {}) };
}

function annotationsOf(segments: readonly SegmentDocument[]): Record<string, ValueWithServiceIds[]> {
  const found: Record<string, ValueWithServiceIds[]> = {};
  for (const segment of segments) {
    for (const [key, value] of Object.entries(segment.annotations ?? {})) {
      found[key] ??= [];
      found[key].push({ AnnotationValue: annotation(value), ServiceIds: [serviceId(segment)] });
    }
  }
  return found;
}

function annotation(value: string | number | boolean): AnnotationValue {
  if (typeof value === 'number') return { NumberValue: value };
  return typeof value === 'boolean' ? { BooleanValue: value } : { StringValue: value };
}
