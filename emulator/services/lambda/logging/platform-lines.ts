import type { LogFormat } from '../bootstrap/messages.ts';

/** What the platform itself writes into a function's log (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html). */
export interface PlatformLines {
  initStart(runtime: string): string;
  start(requestId: string, version: string): string;
  end(requestId: string): string;
  report(report: Report): string;
}

export interface Report {
  readonly requestId: string;
  readonly durationMilliseconds: number;
  /** Given when this invocation started the environment. */
  readonly initMilliseconds?: number;
  readonly memoryMegabytes: number;
  readonly usedMegabytes: number;
  readonly status: 'success' | 'error' | 'timeout';
  readonly errorType?: string;
  readonly trace?: { readonly traceId: string; readonly segmentId: string; readonly sampled: boolean };
}

/** Starting the environment is paid for as well (https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/). */
const billedMilliseconds = ({ durationMilliseconds, initMilliseconds = 0 }: Report) =>
  Math.ceil(durationMilliseconds + initMilliseconds);

const text: PlatformLines = {
  initStart: (runtime) => `INIT_START Runtime Version: ${runtime}`,
  start: (requestId, version) => `START RequestId: ${requestId} Version: ${version}`,
  end: (requestId) => `END RequestId: ${requestId}`,
  report(report) {
    const { requestId, durationMilliseconds, initMilliseconds, memoryMegabytes, usedMegabytes, trace } = report;
    const fields = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${durationMilliseconds.toFixed(2)} ms`,
      `Billed Duration: ${billedMilliseconds(report)} ms`,
      `Memory Size: ${memoryMegabytes} MB`,
      `Max Memory Used: ${usedMegabytes} MB`,
      ...(initMilliseconds === undefined ? [] : [`Init Duration: ${initMilliseconds.toFixed(2)} ms`]),
      ...(report.status === 'success' ? [] : [`Status: ${report.status}`]),
      ...(report.errorType ? [`Error Type: ${report.errorType}`] : []),
    ];
    const line = `${fields.join('\t')}\t`;
    if (!trace) return line;
    return `${line}\nXRAY TraceId: ${trace.traceId}\tSegmentId: ${trace.segmentId}\tSampled: ${trace.sampled}\t`;
  },
};

const event = (type: string, record: unknown) =>
  JSON.stringify({ time: new Date().toISOString(), type: `platform.${type}`, record });

const json: PlatformLines = {
  initStart: (runtime) =>
    event('initStart', { initializationType: 'on-demand', phase: 'init', runtimeVersion: runtime }),
  start: (requestId, version) => event('start', { requestId, version }),
  end: (requestId) => event('runtimeDone', { requestId, status: 'success' }),
  report(report) {
    const { requestId, status, errorType, initMilliseconds, trace } = report;
    const metrics = {
      durationMs: Number(report.durationMilliseconds.toFixed(3)),
      billedDurationMs: billedMilliseconds(report),
      memorySizeMB: report.memoryMegabytes,
      maxMemoryUsedMB: report.usedMegabytes,
      ...(initMilliseconds === undefined ? {} : { initDurationMs: initMilliseconds }),
    };
    const tracing = trace && { spanId: trace.segmentId, type: 'X-Amzn-Trace-Id', value: `Root=${trace.traceId}` };
    return event('report', {
      requestId,
      metrics,
      status,
      ...(errorType ? { errorType } : {}),
      ...(tracing ? { tracing } : {}),
    });
  },
};

export const platformLines = (format: LogFormat): PlatformLines => (format === 'JSON' ? json : text);
