import type {
  DeleteQueryDefinitionCommandInput,
  DeleteQueryDefinitionCommandOutput,
  DescribeQueryDefinitionsCommandInput,
  DescribeQueryDefinitionsCommandOutput,
  PutQueryDefinitionCommandInput,
  PutQueryDefinitionCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../../door/operation.ts';
import type { LogsParts } from '../parts.ts';
import { generalAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
export const putQueryDefinition = ({ queryDefinitions }: LogsParts) =>
  operation<PutQueryDefinitionCommandInput, Output<PutQueryDefinitionCommandOutput>>({
    name: 'PutQueryDefinition',
    access: generalAccess('PutQueryDefinition'),
    run({ name, queryString, logGroupNames = [], queryDefinitionId }) {
      return { queryDefinitionId: queryDefinitions.put(name, queryString, logGroupNames, queryDefinitionId).id };
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html */
export const describeQueryDefinitions = ({ queryDefinitions }: LogsParts) =>
  operation<DescribeQueryDefinitionsCommandInput, Output<DescribeQueryDefinitionsCommandOutput>>({
    name: 'DescribeQueryDefinitions',
    access: generalAccess('DescribeQueryDefinitions'),
    run({ queryDefinitionNamePrefix = '', maxResults, nextToken }) {
      const wanted = queryDefinitions.all().filter(({ name }) => name.startsWith(queryDefinitionNamePrefix));
      const { items, next } = page(wanted, nextToken, maxResults);
      return {
        queryDefinitions: items.map(({ id, name, query, groups, updatedAt }) => ({
          queryDefinitionId: id,
          name,
          queryString: query,
          logGroupNames: [...groups],
          lastModified: updatedAt,
        })),
        ...next,
      };
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteQueryDefinition.html */
export const deleteQueryDefinition = ({ queryDefinitions }: LogsParts) =>
  operation<DeleteQueryDefinitionCommandInput, Output<DeleteQueryDefinitionCommandOutput>>({
    name: 'DeleteQueryDefinition',
    access: generalAccess('DeleteQueryDefinition'),
    run({ queryDefinitionId }) {
      queryDefinitions.delete(queryDefinitionId);
      return { success: true };
    },
  });
