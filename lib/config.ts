import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Subscriber } from './constructs/notifications/subscriber.ts';

export const STAGE_NAMES = ['dev', 'stg', 'prod'] as const;
export type StageName = (typeof STAGE_NAMES)[number];

/** Everything that differs between stages, decided here and nowhere else. */
export interface StageConfig {
  readonly name: StageName;
  /** How long log groups keep what functions and workflows write. */
  readonly logRetention: RetentionDays;
  /** How far back the bus can replay. */
  readonly archiveRetention: Duration;
  /** What happens to tables, buckets and logs when their stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
  /** Whether a table refuses to be deleted until somebody says so twice. */
  readonly deletionProtection: boolean;
  /** Lowest level the functions log. */
  readonly logLevel: 'DEBUG' | 'INFO';
  readonly images: ImageConfig;
  readonly logs: LogConfig;
  /** Who is told of notifications, beside those who subscribe to the topic by themselves. */
  readonly subscribers: readonly Subscriber[];
  readonly identity: IdentityConfig;
  readonly api: ApiConfig;
  readonly chat: ChatConfig;
  readonly operations: OperationsConfig;
  /** Where the web page is served from, beside its distribution: other pages may not call the API from a browser, and sign-in returns nowhere else. */
  readonly webOrigins: readonly [string, ...string[]];
}

/** Who looks after the stage, and with what. */
export interface OperationsConfig {
  /** E-mail addresses that hear of alarms and of the budget. */
  readonly operators: readonly string[];
  readonly monthlyBudgetDollars: number;
  /** Of how many invocations the whole log is kept, debug lines too, where the log level is above them: 0 to 1. */
  readonly debugSampleRate: number;
  /** Whether a new version of a function is tried with a tenth of the calls first. */
  readonly canary: boolean;
}

/** How people sign in. */
export interface IdentityConfig {
  /** Whether Cognito refuses compromised passwords and suspicious sign-ins: that needs its PLUS plan, which costs by the user. */
  readonly threatProtection: boolean;
  /** Whether a program may sign in by sending the password itself. It is what curl can do, and SRP is better. */
  readonly passwordSignIn: boolean;
  /** Whether there is a user to try things with, whose password is an output of the stack. */
  readonly demoUser: boolean;
}

/** What the HTTP API takes from all of its callers together: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html */
export interface ApiConfig {
  readonly requestsPerSecond: number;
  /** At once, above the rate. */
  readonly burst: number;
}

/** How much people may say, how long it is kept, and what there is room for. */
export interface ChatConfig {
  readonly messagesPerMinuteAndUser: number;
  /** Who opens one more loses his oldest. */
  readonly connectionsPerUser: number;
  readonly messageRetention: Duration;
  /** Frames of all connections together. */
  readonly framesPerSecond: number;
  /** At once, above the rate. */
  readonly burst: number;
  /** Executions that are kept free for these functions, and that they cannot exceed; without it, they share those of the account. */
  readonly reservedConcurrency?: { readonly connect: number; readonly disconnect: number; readonly message: number };
  /** IANA: by it the bot wishes a good morning. */
  readonly timeZone: string;
}

/** Limits on what a person may upload, and the room the functions get to keep to them. */
export interface ImageConfig {
  /** Largest original, in bytes. */
  readonly maxBytes: number;
  /** Largest original, in pixels (width × height): what bounds the memory of a decoder, whatever the file's size. */
  readonly maxPixels: number;
  /** Memory of the function that decodes: 1,769 MB is one whole processor (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html). */
  readonly resizeMemoryMegabytes: number;
  /** How long a version of an original that was replaced or deleted is kept. */
  readonly noncurrentVersionRetention: Duration;
}

/** Limits on what a program may submit at once, and how long what it submitted is kept. */
export interface LogConfig {
  /** Largest batch that is fetched from the bucket, unpacked, in bytes. */
  readonly maxBatchBytes: number;
  /** Most logs of one batch. */
  readonly maxBatchEntries: number;
  /** For the functions that hold a batch as objects, at most some ten times its bytes. */
  readonly batchMemoryMegabytes: number;
  /** How long a log can be found by level and service. */
  readonly indexRetention: Duration;
  /** How long the archive is kept; what was set aside as long as the index, for somebody to look at it. */
  readonly archiveRetention: Duration;
}

const MEBIBYTE = 1024 * 1024;

const images: ImageConfig = {
  maxBytes: 25 * MEBIBYTE,
  maxPixels: 64_000_000,
  resizeMemoryMegabytes: 1769,
  noncurrentVersionRetention: Duration.days(30),
};

const logs: LogConfig = {
  maxBatchBytes: 10 * MEBIBYTE,
  maxBatchEntries: 25_000,
  batchMemoryMegabytes: 1024,
  indexRetention: Duration.days(30),
  archiveRetention: Duration.days(365),
};

const chat: ChatConfig = {
  messagesPerMinuteAndUser: 100,
  connectionsPerUser: 10,
  messageRetention: Duration.days(30),
  framesPerSecond: 1_000,
  burst: 2_000,
  timeZone: 'America/Bogota',
};

const identity: IdentityConfig = { threatProtection: true, passwordSignIn: false, demoUser: false };

/** How long notifications are on their way is measured everywhere. */
const measurement: Subscriber = { name: 'delivery-time', kind: 'lambda', source: 'notifications/measure-delivery' };

/** Whatever happens to the stack, but not when it could not be made at all: the next attempt would find all names taken. */
const KEPT = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

const STAGES: Record<StageName, StageConfig> = {
  dev: {
    name: 'dev',
    logRetention: RetentionDays.ONE_WEEK,
    archiveRetention: Duration.days(7),
    removalPolicy: RemovalPolicy.DESTROY,
    deletionProtection: false,
    logLevel: 'DEBUG',
    images: { ...images, noncurrentVersionRetention: Duration.days(1) },
    logs: { ...logs, indexRetention: Duration.days(7), archiveRetention: Duration.days(30) },
    subscribers: [
      measurement,
      // For a look at what was sent, with `aws sqs receive-message`.
      { name: 'inbox', kind: 'sqs' },
      {
        name: 'operators',
        kind: 'email',
        address: 'operators@telar.example',
        only: { priorities: ['high', 'urgent'] },
      },
    ],
    identity: { threatProtection: false, passwordSignIn: true, demoUser: true },
    api: { requestsPerSecond: 500, burst: 1_000 },
    chat,
    operations: { operators: ['operators@telar.example'], monthlyBudgetDollars: 20, debugSampleRate: 0, canary: false },
    // Where the emulator and Vite serve the page.
    webOrigins: ['http://localhost:5173', 'http://127.0.0.1:5173'],
  },
  stg: {
    name: 'stg',
    logRetention: RetentionDays.ONE_MONTH,
    archiveRetention: Duration.days(30),
    removalPolicy: KEPT,
    deletionProtection: true,
    logLevel: 'INFO',
    images,
    logs,
    subscribers: [measurement],
    identity: { ...identity, threatProtection: false },
    api: { requestsPerSecond: 500, burst: 1_000 },
    chat,
    operations: {
      operators: ['operators@telar.example'],
      monthlyBudgetDollars: 50,
      debugSampleRate: 0.1,
      canary: false,
    },
    webOrigins: ['https://stg.telar.example'],
  },
  prod: {
    name: 'prod',
    logRetention: RetentionDays.ONE_YEAR,
    archiveRetention: Duration.days(365),
    removalPolicy: KEPT,
    deletionProtection: true,
    logLevel: 'INFO',
    images,
    logs,
    subscribers: [measurement],
    identity,
    api: { requestsPerSecond: 2_000, burst: 4_000 },
    chat: { ...chat, reservedConcurrency: { connect: 50, disconnect: 50, message: 100 } },
    operations: {
      operators: ['operators@telar.example'],
      monthlyBudgetDollars: 500,
      debugSampleRate: 0.01,
      canary: true,
    },
    webOrigins: ['https://telar.example'],
  },
};

/**
 * Reads the stage from what `-c stage=…` gave.
 *
 * @param name the context value; nothing means `dev`
 * @throws Error naming the value and the stages there are
 */
export function parseStage(name: unknown): StageConfig {
  const wanted = name ?? 'dev';
  const found = STAGE_NAMES.find((stage) => stage === wanted);
  if (!found) throw new Error(`stage is ${JSON.stringify(wanted)}, and must be one of ${STAGE_NAMES.join(', ')}`);
  return STAGES[found];
}
