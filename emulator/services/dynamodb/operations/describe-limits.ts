import type { DescribeLimitsCommandInput, DescribeLimitsCommandOutput } from '@aws-sdk/client-dynamodb';
import { operation } from '../../../door/operation.ts';
import { ACCOUNT_CAPACITY_UNITS, TABLE_CAPACITY_UNITS } from '../limits.ts';
import type { Parts } from './parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html */
export const describeLimits = ({ access }: Parts) =>
  operation<DescribeLimitsCommandInput, Omit<DescribeLimitsCommandOutput, '$metadata'>>({
    name: 'DescribeLimits',
    access: () => [access.any('DescribeLimits')],
    run: () => ({
      AccountMaxReadCapacityUnits: ACCOUNT_CAPACITY_UNITS,
      AccountMaxWriteCapacityUnits: ACCOUNT_CAPACITY_UNITS,
      TableMaxReadCapacityUnits: TABLE_CAPACITY_UNITS,
      TableMaxWriteCapacityUnits: TABLE_CAPACITY_UNITS,
    }),
  });
