import type {
  CreateTopicCommandInput,
  CreateTopicCommandOutput,
  DeleteTopicCommandInput,
  ListTopicsCommandInput,
  ListTopicsCommandOutput,
} from '@aws-sdk/client-sns';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { checkArn, topicArn } from '../arns.ts';
import { invalidParameter, notSupported } from '../errors.ts';
import type { SnsParts } from '../parts.ts';
import { page } from './page.ts';
import { readTags } from './tag-list.ts';

export function topicOperations({ topics, account, access, removeTopic }: SnsParts): AnyOperation[] {
  return [
    operation<CreateTopicCommandInput, Omit<CreateTopicCommandOutput, '$metadata'>>({
      name: 'CreateTopic',
      access: ({ Name = '' }, call) => access.topic('CreateTopic', topicArn(account, Name), call),
      run({ Name, Attributes, Tags, DataProtectionPolicy }) {
        if (DataProtectionPolicy) throw notSupported('data protection policies');
        if (!Name) throw invalidParameter('Topic Name');
        return { TopicArn: topics.create(Name, Attributes, readTags(Tags)).arn };
      },
    }),
    operation<DeleteTopicCommandInput, object>({
      name: 'DeleteTopic',
      access: ({ TopicArn }, call) => access.topic('DeleteTopic', TopicArn, call),
      run({ TopicArn }) {
        removeTopic(checkArn(account, 'TopicArn', TopicArn));
        return {};
      },
    }),
    operation<ListTopicsCommandInput, Omit<ListTopicsCommandOutput, '$metadata'>>({
      name: 'ListTopics',
      access: () => access.all('ListTopics'),
      run({ NextToken }) {
        const { items, ...token } = page(topics.list(), NextToken, ({ arn }) => arn);
        return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), ...token };
      },
    }),
  ];
}
