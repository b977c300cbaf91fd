import type {
  DescribeParametersCommandInput,
  DescribeParametersCommandOutput,
  ParameterStringFilter,
  ParametersFilter,
} from '@aws-sdk/client-ssm';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { parameterFilter } from '../filters.ts';
import { PAGE_ENTRIES } from '../limits.ts';
import { pageOf, pageSize, startOf } from '../pages.ts';
import type { Parameters } from '../parameters.ts';
import { metadataShape } from '../shapes.ts';
import { onAll } from './access.ts';

const FILTER_KEYS = ['Name', 'Type', 'KeyId', 'Path', 'Tier', 'DataType', 'tag:'];

export const describeParameters = ({ parameters, account }: { parameters: Parameters; account: Account }) =>
  operation<DescribeParametersCommandInput, Omit<DescribeParametersCommandOutput, '$metadata'>>({
    name: 'DescribeParameters',
    access: () => onAll(account, 'DescribeParameters'),
    run({ Filters = [], ParameterFilters = [], MaxResults, NextToken, Shared = false }) {
      // No other account shares anything with this one.
      if (Shared) return { Parameters: [] };
      const passes = parameterFilter([...ParameterFilters, ...Filters.map(asStringFilter)], FILTER_KEYS);
      const { page, nextToken } = pageOf(
        parameters.walk({ after: startOf(NextToken) }),
        pageSize(MaxResults, PAGE_ENTRIES),
        (parameter) => passes(parameter, () => parameters.tags(parameter.name)),
      );
      return { Parameters: page.map((parameter) => metadataShape(account, parameter)), NextToken: nextToken };
    },
  });

/** The older kind of filter, which tells names by their beginning. */
const asStringFilter = ({ Key, Values }: ParametersFilter): ParameterStringFilter => ({
  Key,
  Values,
  Option: Key === 'Name' ? 'BeginsWith' : 'Equals',
});
