import type {
  PublishBatchCommandInput,
  PublishBatchCommandOutput,
  PublishBatchRequestEntry,
} from '@aws-sdk/client-sns';
import { AwsError } from '../../../door/errors.ts';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { checkArn } from '../arns.ts';
import { BATCH_ENTRIES, BATCH_ENTRY_ID_CHARACTERS, MESSAGE_BYTES } from '../limits.ts';
import type { SnsParts } from '../parts.ts';

/**
 * https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html. As on AWS, one message that is not valid fails the
 * whole batch: `Failed` is for faults of the service.
 */
export function publishBatchOperation({ topics, publisher, account, access }: SnsParts): AnyOperation {
  return operation<PublishBatchCommandInput, Omit<PublishBatchCommandOutput, '$metadata'>>({
    name: 'PublishBatch',
    access: ({ TopicArn }, call) => access.topic('Publish', TopicArn, call),
    async run({ TopicArn, PublishBatchRequestEntries }, { traceHeader }) {
      const topic = topics.get(checkArn(account, 'TopicArn', TopicArn));
      const entries = checkEntries(PublishBatchRequestEntries ?? []);
      const ready = entries.map((entry, index) => {
        const path = `publishBatchRequestEntries.${index + 1}.member.messageAttributes`;
        return publisher.check(topic, entry, traceHeader, path);
      });
      if (ready.reduce((sum, { message }) => sum + message.size, 0) > MESSAGE_BYTES) {
        throw batchError('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');
      }
      const published = await Promise.all(ready.map((one) => publisher.publish(one)));
      return { Successful: published.map((one, index) => ({ Id: entries[index]?.Id, ...one })), Failed: [] };
    },
  });
}

function checkEntries(entries: readonly PublishBatchRequestEntry[]): readonly PublishBatchRequestEntry[] {
  if (entries.length === 0) throw batchError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > BATCH_ENTRIES) {
    throw batchError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  }
  const ids = entries.map(({ Id = '' }) => Id);
  if (new Set(ids).size < ids.length) {
    throw batchError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  if (ids.some((id) => !/^[\w-]+$/.test(id) || id.length > BATCH_ENTRY_ID_CHARACTERS)) {
    throw batchError(
      'InvalidBatchEntryId',
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  }
  return entries;
}

const batchError = (code: string, message: string) => new AwsError(`${code}Exception`, message);
