import type {
  DescribeStackResourceCommandInput,
  DescribeStackResourceCommandOutput,
  DescribeStackResourcesCommandInput,
  DescribeStackResourcesCommandOutput,
  ListStackResourcesCommandInput,
  ListStackResourcesCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../../../door/operation.ts';
import { parseTemplate } from '../../../template/language/template.ts';
import type { StackRecord } from '../../../template/stacks/stack-record.ts';
import type { StackStore } from '../../../template/stacks/stack-store.ts';
import { onStack } from '../access.ts';
import { noStack, validationError } from '../errors.ts';
import { PAGE_ENTRIES, pageOf } from '../pages.ts';
import { required } from '../required.ts';
import { resourceShape, resourceSummaryShape } from '../shapes.ts';
import { type Deps, findStack } from './deps.ts';

type Reading = Pick<Deps, 'account' | 'stacks'>;

/** The first 100 resources of a stack, which is named itself or by a physical id of one of its resources. */
export const describeStackResources = ({ account, stacks }: Reading) =>
  operation<DescribeStackResourcesCommandInput, Omit<DescribeStackResourcesCommandOutput, '$metadata'>>({
    name: 'DescribeStackResources',
    access: ({ StackName }) => onStack(account, 'DescribeStackResources', StackName),
    run({ StackName, LogicalResourceId, PhysicalResourceId }) {
      const stack = StackName ? findStack(stacks, StackName) : ownerOf(stacks, PhysicalResourceId);
      const resources = stacks
        .resources(stack.id)
        .filter(({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId);
      if (LogicalResourceId !== undefined && resources.length === 0) throw noResource(LogicalResourceId, stack.name);
      return { StackResources: resources.slice(0, PAGE_ENTRIES).map((resource) => resourceShape(stack, resource)) };
    },
  });

function ownerOf(stacks: StackStore, physicalId: string | undefined): StackRecord {
  const id = required(physicalId, 'stackName');
  const owner = stacks
    .live()
    .find((stack) => stacks.resources(stack.id).some((resource) => resource.physicalId === id));
  if (!owner) throw validationError(`Stack for ${id} does not exist`);
  return owner;
}

/** One resource with its metadata. */
export const describeStackResource = ({ account, stacks }: Reading) =>
  operation<DescribeStackResourceCommandInput, Omit<DescribeStackResourceCommandOutput, '$metadata'>>({
    name: 'DescribeStackResource',
    access: ({ StackName }) => onStack(account, 'DescribeStackResource', StackName),
    run({ StackName, LogicalResourceId }) {
      const stack = findStack(stacks, StackName, noStack);
      const logicalId = required(LogicalResourceId, 'logicalResourceId');
      const resource = stacks.resource(stack.id, logicalId);
      if (!resource) throw noResource(logicalId, stack.name);
      const { Timestamp, ...shape } = resourceShape(stack, resource);
      const metadata = parseTemplate(stack.templateBody).Resources[logicalId]?.Metadata;
      return {
        StackResourceDetail: {
          ...shape,
          LastUpdatedTimestamp: Timestamp,
          ...(metadata ? { Metadata: JSON.stringify(metadata) } : {}),
        },
      };
    },
  });

export const listStackResources = ({ account, stacks }: Reading) =>
  operation<ListStackResourcesCommandInput, Omit<ListStackResourcesCommandOutput, '$metadata'>>({
    name: 'ListStackResources',
    access: ({ StackName }) => onStack(account, 'ListStackResources', StackName),
    run({ StackName, NextToken }) {
      const { page, ...rest } = pageOf(stacks.resources(findStack(stacks, StackName).id), NextToken);
      return { StackResourceSummaries: page.map(resourceSummaryShape), ...rest };
    },
  });

const noResource = (logicalId: string, stackName: string) =>
  validationError(`Resource ${logicalId} does not exist for stack ${stackName}`);
