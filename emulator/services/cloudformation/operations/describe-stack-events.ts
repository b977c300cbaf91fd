import type { DescribeStackEventsCommandInput, DescribeStackEventsCommandOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../../../door/operation.ts';
import { onStack } from '../access.ts';
import { noStack } from '../errors.ts';
import { offsetOf, PAGE_ENTRIES, tokenOf } from '../pages.ts';
import { eventShape } from '../shapes.ts';
import { type Deps, findStack } from './deps.ts';

/** What happened to a stack, newest first. */
export const describeStackEvents = ({ account, stacks }: Pick<Deps, 'account' | 'stacks'>) =>
  operation<DescribeStackEventsCommandInput, Omit<DescribeStackEventsCommandOutput, '$metadata'>>({
    name: 'DescribeStackEvents',
    access: ({ StackName }) => onStack(account, 'DescribeStackEvents', StackName),
    run({ StackName, NextToken }) {
      const stack = findStack(stacks, StackName, noStack);
      const offset = offsetOf(NextToken);
      const events = stacks.events(stack.id, { limit: PAGE_ENTRIES + 1, offset });
      return {
        StackEvents: events.slice(0, PAGE_ENTRIES).map(eventShape),
        ...(events.length > PAGE_ENTRIES ? { NextToken: tokenOf(offset + PAGE_ENTRIES) } : {}),
      };
    },
  });
