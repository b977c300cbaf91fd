/**
 * A trace segment document
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html), as services write their own.
 */
export interface Segment {
  readonly id: string;
  readonly trace_id: string;
  readonly parent_id?: string;
  readonly name: string;
  /** Epoch seconds with fractions. */
  readonly start_time: number;
  readonly end_time: number;
  /** `AWS::Lambda::Function` */
  readonly origin: string;
  readonly error?: boolean;
  readonly fault?: boolean;
  readonly throttle?: boolean;
  readonly aws?: Readonly<Record<string, unknown>>;
}

/** Where services put the segments of sampled traces. */
export interface SegmentSink {
  /** `host:port` of the daemon that takes segments by UDP, for programs that trace themselves; undefined when there is none. */
  daemonAddress(): string | undefined;
  put(segment: Segment): void;
}

/** For a cloud without X-Ray. */
export const noSegments: SegmentSink = { daemonAddress: () => undefined, put: () => undefined };
