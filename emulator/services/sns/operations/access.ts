import type { Access, Call } from '../../../door/operation.ts';
import type { Topics } from '../topics/topics.ts';

/** AWS's services that publish for the account, and so pass the policy that every topic begins with. */
const FOR_THE_OWNER = ['cloudwatch.amazonaws.com'];

/** What policies must allow, by what an operation acts on. Messages spell the prefix in capitals, as on AWS. */
export interface SnsAccess {
  all(action: string): readonly Access[];
  topic(action: string, topicArn: string | undefined, call: Call, conditions?: Access['conditions']): readonly Access[];
}

export function snsAccess(topics: Topics, accountId: string): SnsAccess {
  return {
    all: (action) => [{ action: `SNS:${action}`, resource: '*' }],
    topic(action, topicArn = '*', { principal }, conditions = {}) {
      const topic = topics.find(topicArn);
      const forOwner = principal.kind === 'service' && FOR_THE_OWNER.includes(principal.service);
      return [
        {
          action: `SNS:${action}`,
          resource: topicArn,
          conditions: { ...conditions, ...(forOwner ? { 'aws:SourceOwner': [accountId] } : {}) },
          ...(topic ? { resourcePolicy: topics.policyOf(topic) } : {}),
        },
      ];
    },
  };
}
