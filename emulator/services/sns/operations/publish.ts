import type { PublishCommandInput, PublishCommandOutput } from '@aws-sdk/client-sns';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { checkArn } from '../arns.ts';
import { captureSms } from '../delivery/sms.ts';
import { invalidParameter, notSupported } from '../errors.ts';
import type { SnsParts } from '../parts.ts';
import { readMessage } from '../publishing/read-message.ts';
import { isPhoneNumber } from '../subscriptions/endpoint.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function publishOperation({ topics, publisher, mailbox, ids, account, access }: SnsParts): AnyOperation {
  return operation<PublishCommandInput, Omit<PublishCommandOutput, '$metadata'>>({
    name: 'Publish',
    access: ({ TopicArn, TargetArn = TopicArn, PhoneNumber }, call) =>
      PhoneNumber === undefined ? access.topic('Publish', TargetArn, call) : access.all('Publish'),
    run(input, { traceHeader }) {
      const { PhoneNumber } = input;
      if (PhoneNumber !== undefined) return sendSms(input, PhoneNumber);
      const topic = topics.get(targetOf(input));
      return publisher.publish(publisher.check(topic, input, traceHeader));
    },
  });

  function targetOf({ TopicArn, TargetArn }: PublishCommandInput): string {
    if (TopicArn !== undefined) return checkArn(account, 'TopicArn', TopicArn);
    if (TargetArn === undefined)
      throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    if (TargetArn.includes(':endpoint/')) throw notSupported('mobile push');
    return checkArn(account, 'TargetArn', TargetArn);
  }

  function sendSms(input: PublishCommandInput, to: string) {
    if (!isPhoneNumber(to)) throw invalidParameter(`PhoneNumber Reason: ${to} is not valid to publish to`);
    const { text, texts, attributes } = readMessage(input);
    const messageId = ids.uuid();
    const from = attributes['AWS.SNS.SMS.SenderID']?.value;
    captureSms(mailbox, { from, to, text: texts.sms ?? text, messageId });
    return { MessageId: messageId };
  }
}
