/** A message attribute; a binary value is base64. */
export interface Attribute {
  /** `String`, `String.Array`, `Number`, `Binary`, or one of them with a label of the sender's: `Number.int` */
  readonly type: string;
  readonly value: string;
}

export type Attributes = Readonly<Record<string, Attribute>>;

/** A published message, as one subscription is to get it. */
export interface Notification {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  readonly attributes: Attributes;
  /** Epoch milliseconds. */
  readonly publishedAt: number;
  readonly groupId?: string;
  /** FIFO topics alone. */
  readonly deduplicationId?: string;
  /** FIFO topics alone: twenty digits that grow. */
  readonly sequenceNumber?: string;
  /** `X-Amzn-Trace-Id` of the publisher. */
  readonly traceHeader?: string;
}
