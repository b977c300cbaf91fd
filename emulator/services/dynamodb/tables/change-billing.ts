import type { UpdateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { ValidationError } from '../errors.ts';
import type { TableDefinition, Throughput } from './definition.ts';
import { parseThroughput } from './parse-throughput.ts';

/**
 * Applies `BillingMode`, `ProvisionedThroughput` and the capacities of on-demand tables.
 *
 * @param now epoch milliseconds
 */
export function changeBilling(
  definition: TableDefinition,
  input: UpdateTableCommandInput,
  now: number,
): TableDefinition {
  const { BillingMode, ProvisionedThroughput, OnDemandThroughput, WarmThroughput } = input;
  const billingMode = BillingMode ?? definition.billingMode;
  const switched = billingMode !== definition.billingMode;
  const mustParse = ProvisionedThroughput !== undefined || switched;
  const wanted = mustParse ? parseThroughput(ProvisionedThroughput, billingMode) : definition.throughput;
  if (!switched && wanted && ProvisionedThroughput) refuseSameThroughput(definition.throughput, wanted);
  const { throughput: before, ...rest } = definition;
  return {
    ...rest,
    billingMode,
    ...(wanted ? { throughput: wanted } : {}),
    ...(switched && billingMode === 'PAY_PER_REQUEST' ? { onDemandSince: now } : {}),
    ...(before && wanted && grew(before, wanted) ? { throughputIncreasedAt: now } : {}),
    ...(before && wanted && grew(wanted, before) ? { throughputDecreasedAt: now } : {}),
    ...(OnDemandThroughput ? { onDemandThroughput: OnDemandThroughput } : {}),
    ...(WarmThroughput ? { warmThroughput: WarmThroughput } : {}),
    // An index has the billing mode of its table.
    ...(billingMode === 'PAY_PER_REQUEST'
      ? { indexes: rest.indexes.map(({ throughput: _dropped, ...index }) => index) }
      : {}),
  };
}

const grew = (from: Throughput, to: Throughput) =>
  to.ReadCapacityUnits > from.ReadCapacityUnits || to.WriteCapacityUnits > from.WriteCapacityUnits;

function refuseSameThroughput(current: Throughput | undefined, wanted: Throughput): void {
  if (!current || grew(current, wanted) || grew(wanted, current)) return;
  const describe = (kind: keyof Throughput) =>
    `Current ${kind} provisioned for the table: ${current[kind]}. Requested ${kind}: ${wanted[kind]}. `;
  throw new ValidationError(
    'The provisioned throughput for the table will not change. The requested value equals the current value. ' +
      describe('ReadCapacityUnits') +
      describe('WriteCapacityUnits') +
      'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  );
}
