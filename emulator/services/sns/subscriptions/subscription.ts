/** Protocols that the emulator delivers by (https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html). */
export const PROTOCOLS = ['sqs', 'lambda', 'http', 'https', 'email', 'email-json', 'sms'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** A subscription as it is stored. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  /** As set by clients: text values by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** ARN of who subscribed. */
  readonly principal: string;
  /** Nothing is delivered until the endpoint's owner has confirmed. */
  readonly pending: boolean;
  /** Whether the confirmation was a signed call. */
  readonly authenticated: boolean;
  /** Whether the link in a message may not end the subscription. */
  readonly unsubscribeNeedsSignature: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** Subscriptions that nobody needs to confirm: the account owns both ends, or there is nobody to ask. */
export const isConfirmedAtOnce = (protocol: Protocol) => ['sqs', 'lambda', 'sms'].includes(protocol);

export const isHttp = (protocol: Protocol) => protocol === 'http' || protocol === 'https';
