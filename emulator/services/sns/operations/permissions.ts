import type { AddPermissionCommandInput, RemovePermissionCommandInput } from '@aws-sdk/client-sns';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { checkArn } from '../arns.ts';
import { invalidParameter } from '../errors.ts';
import type { SnsParts } from '../parts.ts';
import type { Topic } from '../topics/topic.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
const ACTIONS = [
  'AddPermission',
  'DeleteTopic',
  'GetDataProtectionPolicy',
  'GetTopicAttributes',
  'ListSubscriptionsByTopic',
  'ListTagsForResource',
  'Publish',
  'PutDataProtectionPolicy',
  'RemovePermission',
  'SetTopicAttributes',
  'Subscribe',
];

export function permissionOperations({ topics, account, access }: SnsParts): AnyOperation[] {
  const statementsOf = (topic: Topic): { readonly Sid?: string }[] => {
    const policy = topics.policyOf(topic);
    return 'Statement' in policy && Array.isArray(policy.Statement) ? policy.Statement : [];
  };
  const save = (topic: Topic, Statement: readonly object[]) =>
    topics.setAttribute(topic.arn, 'Policy', JSON.stringify({ ...topics.policyOf(topic), Statement }));
  return [
    operation<AddPermissionCommandInput, object>({
      name: 'AddPermission',
      access: ({ TopicArn }, call) => access.topic('AddPermission', TopicArn, call),
      run({ TopicArn, Label, AWSAccountId = [], ActionName = [] }) {
        const topic = topics.get(checkArn(account, 'TopicArn', TopicArn));
        if (!Label || !/^[\w-]{1,80}$/.test(Label)) throw invalidParameter('Label');
        if (AWSAccountId.length === 0) throw invalidParameter('AWSAccountId');
        if (ActionName.length === 0 || ActionName.some((action) => !ACTIONS.includes(action))) {
          throw invalidParameter('Policy statement action out of service scope!');
        }
        const statements = statementsOf(topic);
        if (statements.some(({ Sid }) => Sid === Label)) throw invalidParameter('Statement already exists');
        const accounts = AWSAccountId.map((id) => `arn:${account.partition}:iam::${id}:root`);
        const added = {
          Sid: Label,
          Effect: 'Allow',
          Principal: { AWS: accounts.length === 1 ? accounts[0] : accounts },
          Action: ActionName.length === 1 ? `SNS:${ActionName[0]}` : ActionName.map((action) => `SNS:${action}`),
          Resource: topic.arn,
        };
        save(topic, [...statements, added]);
        return {};
      },
    }),
    operation<RemovePermissionCommandInput, object>({
      name: 'RemovePermission',
      access: ({ TopicArn }, call) => access.topic('RemovePermission', TopicArn, call),
      run({ TopicArn, Label }) {
        const topic = topics.get(checkArn(account, 'TopicArn', TopicArn));
        const statements = statementsOf(topic);
        const kept = statements.filter(({ Sid }) => Sid !== Label);
        if (kept.length === statements.length) throw invalidParameter('Label');
        save(topic, kept);
        return {};
      },
    }),
  ];
}
