import type { ListStacksCommandInput, ListStacksCommandOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../../../door/operation.ts';
import { onAny } from '../access.ts';
import { pageOf } from '../pages.ts';
import { stackSummaryShape } from '../shapes.ts';
import type { Deps } from './deps.ts';

/** All stacks, deleted ones included, unless a filter names statuses. */
export const listStacks = ({ stacks }: Pick<Deps, 'stacks'>) =>
  operation<ListStacksCommandInput, Omit<ListStacksCommandOutput, '$metadata'>>({
    name: 'ListStacks',
    access: () => onAny('ListStacks'),
    run({ StackStatusFilter = [], NextToken }) {
      const statuses: readonly string[] = StackStatusFilter;
      const chosen = stacks.list().filter(({ status }) => statuses.length === 0 || statuses.includes(status));
      const { page, ...rest } = pageOf(chosen, NextToken);
      return { StackSummaries: page.map(stackSummaryShape), ...rest };
    },
  });
