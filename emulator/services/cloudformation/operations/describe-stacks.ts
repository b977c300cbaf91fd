import type { DescribeStacksCommandInput, DescribeStacksCommandOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../../../door/operation.ts';
import type { StackRecord } from '../../../template/stacks/stack-record.ts';
import { onStack } from '../access.ts';
import { pageOf } from '../pages.ts';
import { stackShape } from '../shapes.ts';
import { type Deps, findStack } from './deps.ts';

/** One stack by name or ARN (a deleted one by ARN), or all that are not deleted. */
export const describeStacks = ({ account, stacks, engine }: Pick<Deps, 'account' | 'stacks' | 'engine'>) => {
  const shape = (stack: StackRecord) => stackShape(stack, engine().localUrls);
  return operation<DescribeStacksCommandInput, Omit<DescribeStacksCommandOutput, '$metadata'>>({
    name: 'DescribeStacks',
    access: ({ StackName }) => onStack(account, 'DescribeStacks', StackName),
    run({ StackName, NextToken }) {
      if (StackName) return { Stacks: [shape(findStack(stacks, StackName))] };
      const { page, ...rest } = pageOf(stacks.live(), NextToken);
      return { Stacks: page.map(shape), ...rest };
    },
  });
};
