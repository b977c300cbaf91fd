import type {
  DeleteResourcePolicyCommandInput,
  DescribeResourcePoliciesCommandInput,
  DescribeResourcePoliciesCommandOutput,
  PutResourcePolicyCommandInput,
  PutResourcePolicyCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../../door/operation.ts';
import type { LogsParts } from '../parts.ts';
import type { LogResourcePolicy } from '../resource-policies.ts';
import { generalAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

const describe = ({ name, document, updatedAt }: LogResourcePolicy) => ({
  policyName: name,
  policyDocument: document,
  lastUpdatedTime: updatedAt,
});

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
export const putResourcePolicy = ({ policies }: LogsParts) =>
  operation<PutResourcePolicyCommandInput, Output<PutResourcePolicyCommandOutput>>({
    name: 'PutResourcePolicy',
    access: generalAccess('PutResourcePolicy'),
    run: ({ policyName, policyDocument }) => ({ resourcePolicy: describe(policies.put(policyName, policyDocument)) }),
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html */
export const describeResourcePolicies = ({ policies }: LogsParts) =>
  operation<DescribeResourcePoliciesCommandInput, Output<DescribeResourcePoliciesCommandOutput>>({
    name: 'DescribeResourcePolicies',
    access: generalAccess('DescribeResourcePolicies'),
    run({ nextToken, limit }) {
      const { items, next } = page(policies.all(), nextToken, limit);
      return { resourcePolicies: items.map(describe), ...next };
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy = ({ policies }: LogsParts) =>
  operation<DeleteResourcePolicyCommandInput, void>({
    name: 'DeleteResourcePolicy',
    access: generalAccess('DeleteResourcePolicy'),
    run: ({ policyName }) => policies.delete(policyName),
  });
