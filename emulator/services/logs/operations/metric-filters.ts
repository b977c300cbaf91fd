import type {
  DeleteMetricFilterCommandInput,
  DescribeMetricFiltersCommandInput,
  DescribeMetricFiltersCommandOutput,
  PutMetricFilterCommandInput,
  TestMetricFilterCommandInput,
  TestMetricFilterCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../../door/operation.ts';
import { missing } from '../errors.ts';
import { compilePattern } from '../filter-pattern/pattern.ts';
import { describeMetricFilter } from '../metric-filters.ts';
import type { LogsParts } from '../parts.ts';
import { generalAccess, logAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const putMetricFilter = (parts: LogsParts) =>
  operation<PutMetricFilterCommandInput, void>({
    name: 'PutMetricFilter',
    access: logAccess('PutMetricFilter', parts),
    run({ logGroupName, filterName, filterPattern, metricTransformations }) {
      if (filterName === undefined) throw missing('filterName');
      if (!metricTransformations?.length) throw missing('metricTransformations');
      parts.metricFilters.put({
        groupName: parts.groups.get(logGroupName).name,
        name: filterName,
        pattern: filterPattern ?? '',
        transformations: metricTransformations,
        createdAt: parts.clock.now(),
      });
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
export const describeMetricFilters = (parts: LogsParts) =>
  operation<DescribeMetricFiltersCommandInput, Output<DescribeMetricFiltersCommandOutput>>({
    name: 'DescribeMetricFilters',
    access: logAccess('DescribeMetricFilters', parts),
    run({ logGroupName, filterNamePrefix = '', metricName, metricNamespace, nextToken, limit }) {
      const all =
        logGroupName === undefined
          ? parts.metricFilters.all()
          : parts.metricFilters.of(parts.groups.get(logGroupName).name);
      const wanted = all.filter(
        ({ name, transformations }) =>
          name.startsWith(filterNamePrefix) &&
          transformations.some(
            (transformation) =>
              (metricName ?? transformation.metricName) === transformation.metricName &&
              (metricNamespace ?? transformation.metricNamespace) === transformation.metricNamespace,
          ),
      );
      const { items, next } = page(wanted, nextToken, limit);
      return { metricFilters: items.map(describeMetricFilter), ...next };
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html */
export const deleteMetricFilter = (parts: LogsParts) =>
  operation<DeleteMetricFilterCommandInput, void>({
    name: 'DeleteMetricFilter',
    access: logAccess('DeleteMetricFilter', parts),
    run({ logGroupName, filterName }) {
      if (filterName === undefined) throw missing('filterName');
      parts.metricFilters.delete(parts.groups.get(logGroupName).name, filterName);
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html */
export const testMetricFilter = (_parts: LogsParts) =>
  operation<TestMetricFilterCommandInput, Output<TestMetricFilterCommandOutput>>({
    name: 'TestMetricFilter',
    access: generalAccess('TestMetricFilter'),
    run({ filterPattern = '', logEventMessages = [] }) {
      const matches = compilePattern(filterPattern);
      return {
        matches: logEventMessages.flatMap((eventMessage, index) => {
          const extractedValues = matches(eventMessage);
          return extractedValues
            ? [{ eventNumber: index + 1, eventMessage, extractedValues: { ...extractedValues } }]
            : [];
        }),
      };
    },
  });
