import type { Account } from '../../../runtime/account.ts';

const OWNER_ACTIONS = [
  'SNS:GetTopicAttributes',
  'SNS:SetTopicAttributes',
  'SNS:AddPermission',
  'SNS:RemovePermission',
  'SNS:DeleteTopic',
  'SNS:Subscribe',
  'SNS:ListSubscriptionsByTopic',
  'SNS:Publish',
];

/** The policy of a topic that was given none: its owner's services may use it. */
export const defaultPolicy = (account: Account, topicArn: string) => ({
  Version: '2008-10-17',
  Id: '__default_policy_ID',
  Statement: [
    {
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: OWNER_ACTIONS,
      Resource: topicArn,
      Condition: { StringEquals: { 'AWS:SourceOwner': account.id } },
    },
  ],
});
