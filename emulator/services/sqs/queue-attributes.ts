import { z } from 'zod';
import { invalidAttributeName, invalidAttributeValue } from './errors.ts';
import { DELAY_SECONDS, MESSAGE_SIZE_BYTES, VISIBILITY_TIMEOUT_SECONDS, WAIT_TIME_SECONDS } from './limits.ts';

/** What an operator sets on a queue; times are seconds. */
export interface QueueSettings {
  readonly visibilityTimeout: number;
  readonly delay: number;
  readonly receiveWaitTime: number;
  readonly retentionPeriod: number;
  readonly maximumMessageSize: number;
  readonly redrive?: { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };
  /** Which queues may use this one as their dead-letter queue; all of them when it does not say. */
  readonly redriveAllow?: z.output<typeof redriveAllowPolicy>;
  /** Parsed JSON. */
  readonly policy?: unknown;
  readonly contentBasedDeduplication: boolean;
}

const seconds = (minimum: number, maximum: number) => z.coerce.number().int().min(minimum).max(maximum);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const jsonText = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue('must be JSON');
    return z.NEVER;
  }
});

const redrivePolicy = jsonText.pipe(
  z.object({ deadLetterTargetArn: z.string().min(1), maxReceiveCount: z.coerce.number().int().min(1).max(1_000) }),
);

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html, RedriveAllowPolicy */
const redriveAllowPolicy = jsonText.pipe(
  z.discriminatedUnion('redrivePermission', [
    z.object({ redrivePermission: z.enum(['allowAll', 'denyAll']) }),
    z.object({ redrivePermission: z.literal('byQueue'), sourceQueueArns: z.array(z.string()).min(1).max(10) }),
  ]),
);

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const ATTRIBUTES = {
  VisibilityTimeout: seconds(0, VISIBILITY_TIMEOUT_SECONDS),
  DelaySeconds: seconds(0, DELAY_SECONDS),
  ReceiveMessageWaitTimeSeconds: seconds(0, WAIT_TIME_SECONDS),
  MessageRetentionPeriod: seconds(60, 1_209_600),
  MaximumMessageSize: z.coerce.number().int().min(1_024).max(MESSAGE_SIZE_BYTES),
  RedrivePolicy: z.literal('').or(redrivePolicy),
  RedriveAllowPolicy: z.literal('').or(redriveAllowPolicy),
  Policy: z.literal('').or(jsonText),
  FifoQueue: flag,
  ContentBasedDeduplication: flag,
  DeduplicationScope: z.enum(['messageGroup', 'queue']),
  FifoThroughputLimit: z.enum(['perQueue', 'perMessageGroupId']),
  KmsMasterKeyId: z.string(),
  KmsDataKeyReusePeriodSeconds: seconds(60, 86_400),
  SqsManagedSseEnabled: flag,
} as const;

type AttributeName = keyof typeof ATTRIBUTES;

export const isSettable = (name: string): name is AttributeName => Object.hasOwn(ATTRIBUTES, name);

/** A standard queue does not know them, whatever their value. */
const FIFO_ATTRIBUTES: readonly string[] = [
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

/** What AWS sets when nobody does. */
export const DEFAULT_ATTRIBUTES: Readonly<Record<string, string>> = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  MessageRetentionPeriod: '345600',
  MaximumMessageSize: String(MESSAGE_SIZE_BYTES),
  SqsManagedSseEnabled: 'true',
};

/**
 * Checks attributes as a client sends them, for a queue of either type.
 *
 * @throws AwsError InvalidAttributeName, InvalidAttributeValue
 */
export function checkAttributes(attributes: Readonly<Record<string, string>>, fifo: boolean): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!isSettable(name) || (!fifo && FIFO_ATTRIBUTES.includes(name))) throw invalidAttributeName(name);
    if (!ATTRIBUTES[name].safeParse(value).success) throw invalidAttributeValue(name);
  }
}

/** Stored attributes, which were checked when they were set, as values. */
export function readSettings(attributes: Readonly<Record<string, string>>): QueueSettings {
  const all = { ...DEFAULT_ATTRIBUTES, ...attributes };
  const redriveAllow = all.RedriveAllowPolicy ? redriveAllowPolicy.parse(all.RedriveAllowPolicy) : undefined;
  const redrive = all.RedrivePolicy ? redrivePolicy.parse(all.RedrivePolicy) : undefined;
  return {
    visibilityTimeout: Number(all.VisibilityTimeout),
    delay: Number(all.DelaySeconds),
    receiveWaitTime: Number(all.ReceiveMessageWaitTimeSeconds),
    retentionPeriod: Number(all.MessageRetentionPeriod),
    maximumMessageSize: Number(all.MaximumMessageSize),
    contentBasedDeduplication: all.ContentBasedDeduplication === 'true',
    ...(redrive ? { redrive } : {}),
    ...(redriveAllow ? { redriveAllow } : {}),
    ...(all.Policy ? { policy: JSON.parse(all.Policy) } : {}),
  };
}

/** Whether a queue lets another one use it as its dead-letter queue. */
export function allowsRedrive({ redriveAllow }: QueueSettings, sourceArn: string): boolean {
  if (!redriveAllow || redriveAllow.redrivePermission === 'allowAll') return true;
  return redriveAllow.redrivePermission === 'byQueue' && redriveAllow.sourceQueueArns.includes(sourceArn);
}
