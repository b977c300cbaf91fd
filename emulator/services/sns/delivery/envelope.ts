import type { Attributes, Notification } from '../publishing/notification.ts';
import type { SignatureVersion, Signer } from '../signing/signer.ts';
import type { Urls } from '../urls.ts';

/** The message that a subscriber gets unless delivery is raw, in the order of AWS. */
export type Envelope = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;

/** A message of SNS itself, which asks for a confirmation. */
export interface Letter {
  readonly type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly messageId: string;
  readonly token: string;
  readonly topicArn: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly sentAt: number;
}

interface Deps {
  readonly signer: Signer;
  readonly urls: Urls;
}

/**
 * The envelope of a notification; messages of FIFO topics are not signed.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export async function notificationEnvelope(
  { signer, urls }: Deps,
  notification: Notification,
  subscriptionArn: string,
  version: SignatureVersion,
): Promise<Envelope> {
  const { messageId, topicArn, subject, message, sequenceNumber, attributes, publishedAt } = notification;
  const plain = {
    Type: 'Notification',
    MessageId: messageId,
    ...(sequenceNumber ? { SequenceNumber: sequenceNumber } : {}),
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: message,
    Timestamp: new Date(publishedAt).toISOString(),
  };
  const signed = sequenceNumber ? {} : await signature({ signer, urls }, plain, version);
  return {
    ...plain,
    ...signed,
    UnsubscribeURL: urls.unsubscribe(subscriptionArn),
    ...(Object.keys(attributes).length > 0 ? { MessageAttributes: attributesOf(attributes) } : {}),
  };
}

/** https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html */
export async function letterEnvelope(deps: Deps, letter: Letter, version: SignatureVersion): Promise<Envelope> {
  const plain = {
    Type: letter.type,
    MessageId: letter.messageId,
    Token: letter.token,
    TopicArn: letter.topicArn,
    Message: letter.text,
    SubscribeURL: deps.urls.confirm(letter.topicArn, letter.token),
    Timestamp: new Date(letter.sentAt).toISOString(),
  };
  return { ...plain, ...(await signature(deps, plain, version)) };
}

export const attributesOf = (attributes: Attributes) =>
  Object.fromEntries(Object.entries(attributes).map(([name, { type, value }]) => [name, { Type: type, Value: value }]));

/** As SNS writes it: one member a line, spaces around the colon. */
export function envelopeText(envelope: Envelope): string {
  const lines = Object.entries(envelope).map(([name, value]) =>
    typeof value === 'string' ? `  ${pair(name, value)}` : `  ${JSON.stringify(name)} : {\n${nested(value)}\n  }`,
  );
  return `{\n${lines.join(',\n')}\n}`;
}

const pair = (name: string, value: unknown) => `${JSON.stringify(name)} : ${JSON.stringify(value)}`;

const nested = (members: Readonly<Record<string, unknown>>) =>
  Object.entries(members)
    .map(([name, value]) => `    ${pair(name, value)}`)
    .join(',\n');

/** Over the members in order of their names: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html */
async function signature(
  { signer, urls }: Deps,
  plain: Readonly<Record<string, string>>,
  version: SignatureVersion,
): Promise<Record<string, string>> {
  const names = Object.keys(plain).sort();
  const text = names.map((name) => `${name}\n${plain[name]}\n`).join('');
  return {
    SignatureVersion: version,
    Signature: await signer.sign(plain.MessageId ?? '', text, version),
    SigningCertURL: urls.certificate((await signer.certificate()).fingerprint),
  };
}
