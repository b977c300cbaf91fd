import { Writable } from 'node:stream';
import { format } from 'node:util';
import type { Channel } from './channel.ts';
import { errorLog } from './errors.ts';
import { LOG_LEVELS, type LogFormat, type LogLevel } from './messages.ts';

/** What the runtime writes into a function's log, on behalf of `console`, of `process.stdout`, and of itself. */
export interface RuntimeLog {
  /** The request that lines belong to from now on; undefined while the function loads. */
  requestId: string | undefined;
  /** Reports an error in the runtime's own words, for example `Invoke Error`. */
  error(title: string, thrown: unknown): void;
  /** Sends what was written to `process.stdout` without a newline so far. */
  flush(): void;
}

interface Options {
  readonly channel: Channel;
  readonly logFormat: LogFormat;
  readonly logLevel: LogLevel;
}

const METHODS = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
} as const;

/**
 * Turns `console` and the standard streams into log lines. A call of `console` is one line in the function's log
 * format, even when it holds newlines; what is written to the streams directly is taken as it is, line by line
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html).
 */
export function captureLogs({ channel, logFormat, logLevel }: Options): RuntimeLog {
  const streams = [capture(channel, 'stdout'), capture(channel, 'stderr')];
  const lowest = logFormat === 'JSON' ? LOG_LEVELS.indexOf(logLevel) : 0;
  const write = (level: LogLevel, values: readonly unknown[]) => {
    if (LOG_LEVELS.indexOf(level) < lowest) return;
    const line = logFormat === 'JSON' ? jsonLine : textLine;
    channel.send({ kind: 'log', message: line(level, log.requestId, values) });
  };
  for (const [method, level] of Object.entries(METHODS)) {
    Object.assign(console, { [method]: (...values: unknown[]) => write(level, values) });
  }
  Object.assign(console, { fatal: (...values: unknown[]) => write('FATAL', values) });

  const log: RuntimeLog = {
    requestId: undefined,
    error(title, thrown) {
      if (logFormat === 'JSON') write('ERROR', [title, thrown]);
      else write('ERROR', [`${title}\t${JSON.stringify(errorLog(thrown))}`]);
    },
    flush: () => {
      for (const flush of streams) flush();
    },
  };
  return log;
}

function textLine(level: LogLevel, requestId: string | undefined, values: readonly unknown[]): string {
  return [new Date().toISOString(), requestId, level, format(...values)].map(String).join('\t');
}

function jsonLine(level: LogLevel, requestId: string | undefined, values: readonly unknown[]): string {
  const line = { timestamp: new Date().toISOString(), level, ...(requestId ? { requestId } : {}) };
  const [first] = values;
  if (values.length === 1) {
    try {
      return JSON.stringify({ ...line, message: first }, (_, value) =>
        value instanceof Error ? described(value) : value,
      );
    } catch {
      return JSON.stringify({ ...line, message: format(first) });
    }
  }
  const error = values.find((value) => value instanceof Error);
  return JSON.stringify({ ...line, message: format(...values), ...(error ? described(error) : {}) });
}

function described(error: Error): Record<string, unknown> {
  return {
    ...error,
    errorType: error.constructor.name,
    errorMessage: error.message,
    stackTrace: error.stack?.split('\n') ?? [],
  };
}

/** Puts a stream of ours in the place of a standard one; answers what sends its unfinished line. */
function capture(channel: Channel, name: 'stdout' | 'stderr'): () => void {
  let unfinished = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const lines = (unfinished + chunk.toString()).split('\n');
      unfinished = lines.pop() ?? '';
      for (const message of lines) channel.send({ kind: 'log', message });
      done();
    },
  });
  Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream });
  return () => {
    if (unfinished) channel.send({ kind: 'log', message: unfinished });
    unfinished = '';
  };
}
