import type {
  DeleteResourcePolicyCommandInput,
  DeleteResourcePolicyCommandOutput,
  GetResourcePolicyCommandInput,
  GetResourcePolicyCommandOutput,
  PutResourcePolicyCommandInput,
  PutResourcePolicyCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import { Constraints } from '../request/constraints.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { parsePolicy } from '../tables/policy.ts';
import type { Parts } from './parts.ts';
import { requireResource } from './tags.ts';

const NO_POLICY = 'NO_POLICY';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html */
export const putResourcePolicy = ({ tables, ids, access }: Parts) =>
  operation<PutResourcePolicyCommandInput, Omit<PutResourcePolicyCommandOutput, '$metadata'>>({
    name: 'PutResourcePolicy',
    access: (input) => [access.table('PutResourcePolicy', input.ResourceArn)],
    run({ ResourceArn, Policy, ExpectedRevisionId: expected }) {
      new Constraints().required('resourceArn', ResourceArn).required('policy', Policy).verify();
      const { definition } = requireResource(tables, ResourceArn ?? '');
      refuseOtherRevision(definition, expected);
      const policy = parsePolicy(Policy ?? '', ids.uuid());
      tables.save({ ...definition, policy });
      return { RevisionId: policy.revision };
    },
  });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html */
export const getResourcePolicy = ({ tables, access }: Parts) =>
  operation<GetResourcePolicyCommandInput, Omit<GetResourcePolicyCommandOutput, '$metadata'>>({
    name: 'GetResourcePolicy',
    access: (input) => [access.table('GetResourcePolicy', input.ResourceArn)],
    run({ ResourceArn }) {
      new Constraints().required('resourceArn', ResourceArn).verify();
      const { policy } = requireResource(tables, ResourceArn ?? '').definition;
      if (!policy) throw policyNotFound(ResourceArn ?? '');
      return { Policy: policy.document, RevisionId: policy.revision };
    },
  });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy = ({ tables, access }: Parts) =>
  operation<DeleteResourcePolicyCommandInput, Omit<DeleteResourcePolicyCommandOutput, '$metadata'>>({
    name: 'DeleteResourcePolicy',
    access: (input) => [access.table('DeleteResourcePolicy', input.ResourceArn)],
    run({ ResourceArn, ExpectedRevisionId: expected }) {
      new Constraints().required('resourceArn', ResourceArn).verify();
      const { definition } = requireResource(tables, ResourceArn ?? '');
      refuseOtherRevision(definition, expected);
      const { policy, ...rest } = definition;
      if (!policy) return {};
      tables.save(rest);
      return { RevisionId: policy.revision };
    },
  });

const policyNotFound = (arn: string) =>
  new AwsError('PolicyNotFoundException', `Resource-based policy not found for the provided ResourceArn: ${arn}`);

function refuseOtherRevision({ policy }: TableDefinition, expected: string | undefined): void {
  if (expected === undefined || expected === (policy?.revision ?? NO_POLICY)) return;
  throw new AwsError(
    'PolicyNotFoundException',
    `Resource-based policy not found for the provided RevisionId: ${expected}`,
  );
}
