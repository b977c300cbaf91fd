import type {
  DescribeResourcePolicyCommandInput,
  DescribeResourcePolicyCommandOutput,
} from '@aws-sdk/client-lex-models-v2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { notFound } from '../errors.ts';
import type { LexParts } from '../parts.ts';

export const policyOperations = ({ bots }: LexParts): AnyOperation[] => [
  operation<DescribeResourcePolicyCommandInput, Omit<DescribeResourcePolicyCommandOutput, '$metadata'>>({
    name: 'DescribeResourcePolicy',
    access: ({ resourceArn = '*' }) => [{ action: 'lex:DescribeResourcePolicy', resource: resourceArn }],
    run({ resourceArn = '' }) {
      const found = bots.policy(resourceArn);
      if (!found) throw notFound(`There is no policy on ${resourceArn}.`);
      return { resourceArn, policy: JSON.stringify(found.policy), revisionId: found.revisionId };
    },
  }),
];
