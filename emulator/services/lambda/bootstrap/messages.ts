/** What the emulator and the process of an execution environment say to each other, over the process's IPC channel. */

/** How an error looks in the payload of a failed invocation. */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type LogFormat = 'Text' | 'JSON';

export const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Load the function. */
export interface InitMessage {
  readonly kind: 'init';
  /** `dir/file.export` */
  readonly handler: string;
  /** Directory of the function's code. */
  readonly taskRoot: string;
  /** Directories of its layers, the last one first: AWS lays them over each other in `/opt`. */
  readonly layers: readonly string[];
  /** A file beside whose `node_modules` the packages lie that AWS's runtime brings along: the AWS SDK. */
  readonly runtimeModules: string;
  /** Major version of Node.js that the function asked for; it decides which handler signatures are taken. */
  readonly nodeVersion: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFormat: LogFormat;
  /** Lines of `console` below it are dropped, in the JSON format. */
  readonly logLevel: LogLevel;
  /** Where compiled code is kept between environments. */
  readonly compileCache: string;
}

/** Run the handler once. */
export interface InvokeMessage {
  readonly kind: 'invoke';
  readonly requestId: string;
  /** JSON */
  readonly payload: string;
  /** Epoch milliseconds, by the machine's clock. */
  readonly deadline: number;
  readonly invokedFunctionArn: string;
  readonly traceHeader?: string;
  /** JSON */
  readonly clientContext?: string;
}

export type ToEnvironment = InitMessage | InvokeMessage;

export type FromEnvironment =
  /** The process is up and can load a function. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'initialized' }
  | { readonly kind: 'init-failed'; readonly error: ErrorPayload }
  /** A line for the function's log, without its newline. */
  | { readonly kind: 'log'; readonly message: string }
  /** `payload` is JSON, or whatever bytes a streaming handler wrote. The peak is that of the process since its start. */
  | {
      readonly kind: 'succeeded';
      readonly requestId: string;
      readonly payload: string | Uint8Array;
      readonly peakKilobytes: number;
    }
  /** `fatal`: the environment can't be used again. */
  | {
      readonly kind: 'failed';
      readonly requestId?: string;
      readonly error: ErrorPayload;
      readonly fatal: boolean;
      readonly peakKilobytes: number;
    };
