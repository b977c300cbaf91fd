import type {
  SendMessageBatchCommandInput,
  SendMessageBatchCommandOutput,
  SendMessageCommandInput,
  SendMessageCommandOutput,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../../door/errors.ts';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { md5, md5OfAttributes } from '../checksums.ts';
import { MESSAGE_SIZE_BYTES } from '../limits.ts';
import type { NewMessage, Sent } from '../messages.ts';
import { queueAccess, type SqsDeps } from '../sqs-deps.ts';
import { checkBatch, readMessage, sizeOf } from '../validation.ts';
import { inBatch } from './batch.ts';

export function sendOperations({ queues, messages, metrics }: SqsDeps): AnyOperation[] {
  const access = queueAccess(queues);
  return [
    operation<SendMessageCommandInput, Omit<SendMessageCommandOutput, '$metadata'>>({
      name: 'SendMessage',
      access: ({ QueueUrl }) => access('SendMessage', QueueUrl),
      run: (input, call) => {
        const queue = queues.byUrl(input.QueueUrl);
        const message = readMessage(queue, input, call);
        metrics.sent(queue, sizeOf(message.body, message.attributes));
        return messages.sending(queue, () => receipt(input, message, messages.send(queue, message)));
      },
    }),
    operation<SendMessageBatchCommandInput, Omit<SendMessageBatchCommandOutput, '$metadata'>>({
      name: 'SendMessageBatch',
      access: ({ QueueUrl }) => access('SendMessage', QueueUrl),
      run: ({ QueueUrl, Entries }, call) => {
        const queue = queues.byUrl(QueueUrl);
        const entries = checkBatch(Entries);
        const size = entries.reduce(
          (sum, entry) => sum + sizeOf(entry.MessageBody ?? '', entry.MessageAttributes ?? {}),
          0,
        );
        if (size > MESSAGE_SIZE_BYTES) {
          throw new AwsError(
            'BatchRequestTooLong',
            `Batch requests cannot be longer than ${MESSAGE_SIZE_BYTES} bytes. You have sent ${size} bytes.`,
          );
        }
        return messages.sending(queue, () =>
          inBatch(entries, (entry) => {
            const message = readMessage(queue, entry, call);
            metrics.sent(queue, sizeOf(message.body, message.attributes));
            return { Id: entry.Id, ...receipt(entry, message, messages.send(queue, message)) };
          }),
        );
      },
    }),
  ];
}

/** Clients check the digests against what they sent, so the trace that was added does not count. */
function receipt(
  { MessageSystemAttributes = {} }: Pick<SendMessageCommandInput, 'MessageSystemAttributes'>,
  { body, attributes }: NewMessage,
  { messageId, sequence }: Sent,
) {
  return {
    MessageId: messageId,
    MD5OfMessageBody: md5(body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(MessageSystemAttributes),
    SequenceNumber: sequence,
  };
}
