import type { DescribeEndpointsCommandInput, DescribeEndpointsCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import type { Parts } from './parts.ts';

const CACHE_PERIOD_MINUTES = 1440;

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html: where to send requests,
 * which is where this one was sent.
 */
export const describeEndpoints = ({ account, access }: Parts) =>
  operation<DescribeEndpointsCommandInput, Omit<DescribeEndpointsCommandOutput, '$metadata'>>({
    name: 'DescribeEndpoints',
    access: () => [access.any('DescribeEndpoints')],
    run: (_input, { http }) => ({
      Endpoints: [
        {
          Address: http?.headers.host ?? `dynamodb.${account.region}.${account.urlSuffix}`,
          CachePeriodInMinutes: CACHE_PERIOD_MINUTES,
        },
      ],
    }),
  });
