import type {
  CreateLogGroupCommandInput,
  DeleteLogGroupCommandInput,
  DeleteRetentionPolicyCommandInput,
  DescribeLogGroupsCommandInput,
  DescribeLogGroupsCommandOutput,
  PutRetentionPolicyCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../../door/operation.ts';
import { describeGroup } from '../describe.ts';
import { constraintBroken, invalidParameter, missing } from '../errors.ts';
import type { LogGroup } from '../log-groups.ts';
import type { LogsParts } from '../parts.ts';
import { logAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

const CLASSES = ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup = (parts: LogsParts) =>
  operation<CreateLogGroupCommandInput, void>({
    name: 'CreateLogGroup',
    access: logAccess('CreateLogGroup', parts),
    run({ logGroupName, tags, kmsKeyId, logGroupClass = 'STANDARD' }) {
      if (!CLASSES.includes(logGroupClass)) {
        throw constraintBroken(
          logGroupClass,
          'logGroupClass',
          `Member must satisfy enum value set: [${CLASSES.join(', ')}]`,
        );
      }
      parts.groups.create(logGroupName, { tags: tags ?? {}, kmsKeyId, logClass: logGroupClass });
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup = (parts: LogsParts) =>
  operation<DeleteLogGroupCommandInput, void>({
    name: 'DeleteLogGroup',
    access: logAccess('DeleteLogGroup', parts),
    run({ logGroupName }) {
      const { name } = parts.groups.get(logGroupName);
      parts.metricFilters.deleteOf(name);
      parts.groups.delete(name);
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups = (parts: LogsParts) =>
  operation<DescribeLogGroupsCommandInput, Output<DescribeLogGroupsCommandOutput>>({
    name: 'DescribeLogGroups',
    access: ({ logGroupNamePrefix = '' }) =>
      logAccess('DescribeLogGroups', parts)({ logGroupName: logGroupNamePrefix }),
    run(input) {
      if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined) {
        throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
      }
      const wanted = parts.groups.all().filter((group) => isWanted(group, input, parts));
      const { items, next } = page(wanted, input.nextToken, input.limit);
      return { logGroups: items.map((group) => describeGroup(group, parts)), ...next };
    },
  });

function isWanted({ name, logClass }: LogGroup, input: DescribeLogGroupsCommandInput, { groups }: LogsParts): boolean {
  const { logGroupNamePrefix = '', logGroupNamePattern = '', logGroupIdentifiers, logGroupClass } = input;
  const named = logGroupIdentifiers?.map((identifier) => groups.get(identifier).name);
  return (
    name.startsWith(logGroupNamePrefix) &&
    name.toLowerCase().includes(logGroupNamePattern.toLowerCase()) &&
    (!named || named.includes(name)) &&
    (!logGroupClass || logClass === logGroupClass)
  );
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const putRetentionPolicy = (parts: LogsParts) =>
  operation<PutRetentionPolicyCommandInput, void>({
    name: 'PutRetentionPolicy',
    access: logAccess('PutRetentionPolicy', parts),
    run({ logGroupName, retentionInDays }) {
      if (retentionInDays === undefined) throw missing('retentionInDays');
      parts.groups.change(parts.groups.get(logGroupName).name, { retentionDays: retentionInDays });
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export const deleteRetentionPolicy = (parts: LogsParts) =>
  operation<DeleteRetentionPolicyCommandInput, void>({
    name: 'DeleteRetentionPolicy',
    access: logAccess('DeleteRetentionPolicy', parts),
    run({ logGroupName }) {
      parts.groups.change(parts.groups.get(logGroupName).name, { retentionDays: undefined });
    },
  });
