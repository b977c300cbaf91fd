import type { BillingMode, ProvisionedThroughput } from '@aws-sdk/client-dynamodb';
import { invalidParameter, ValidationError } from '../errors.ts';
import type { Constraints } from '../request/constraints.ts';
import type { Throughput } from './definition.ts';

const MOST_UNITS = 1_000_000_000_000;

export function constrainThroughput(
  constraints: Constraints,
  throughput: ProvisionedThroughput | undefined,
  member = 'provisionedThroughput',
): void {
  if (!throughput) return;
  constraints
    .required(`${member}.writeCapacityUnits`, throughput.WriteCapacityUnits)
    .atLeast(`${member}.writeCapacityUnits`, throughput.WriteCapacityUnits, 1)
    .required(`${member}.readCapacityUnits`, throughput.ReadCapacityUnits)
    .atLeast(`${member}.readCapacityUnits`, throughput.ReadCapacityUnits, 1);
}

/**
 * The capacity of a table or index, which provisioned ones must have and on-demand ones must not.
 *
 * @param index name of the index that it is for; absent for the table
 */
export function parseThroughput(
  throughput: ProvisionedThroughput | undefined,
  billingMode: BillingMode,
  index?: string,
): Throughput | undefined {
  const subject = index === undefined ? '' : ` for index: ${index}`;
  if (billingMode === 'PAY_PER_REQUEST') {
    if (!throughput) return undefined;
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  const { ReadCapacityUnits, WriteCapacityUnits } = throughput ?? {};
  if (ReadCapacityUnits === undefined || WriteCapacityUnits === undefined) {
    throw invalidParameter(
      index === undefined
        ? 'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED'
        : `ProvisionedThroughput must be specified${subject}`,
    );
  }
  for (const [name, units] of Object.entries({ ReadCapacityUnits, WriteCapacityUnits })) {
    if (units > MOST_UNITS) throw new ValidationError(`Given value ${units} for ${name} is out of bounds${subject}`);
  }
  return { ReadCapacityUnits, WriteCapacityUnits };
}
