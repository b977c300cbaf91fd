import type {
  CreateActivityCommandInput,
  CreateActivityCommandOutput,
  DeleteActivityCommandInput,
  DescribeActivityCommandInput,
  DescribeActivityCommandOutput,
  ListActivitiesCommandInput,
  ListActivitiesCommandOutput,
} from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { activityDoesNotExist } from '../api-errors.ts';
import { activityArn, parseActivityArn } from '../arns.ts';
import type { OperationDeps } from './deps.ts';
import { checkName, checkTags } from './names.ts';
import { numberAfter, paged, pageOf } from './paging.ts';

type Deps = Pick<OperationDeps, 'account' | 'clock' | 'activities' | 'tags'>;

/** Idempotent by name (https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateActivity.html). */
export const createActivity = ({ account, clock, activities, tags }: Deps) =>
  operation<CreateActivityCommandInput, Omit<CreateActivityCommandOutput, '$metadata'>>({
    name: 'CreateActivity',
    access: ({ name }) => [{ action: 'states:CreateActivity', resource: activityArn(account, name ?? '') }],
    run(input) {
      const name = checkName(input.name);
      checkTags(input.tags ?? []);
      const arn = activityArn(account, name);
      const known = activities.find(arn);
      const activity = known ?? activities.add({ arn, name, createdAt: clock.now() });
      if (!known) tags.put(arn, input.tags ?? []);
      return { activityArn: arn, creationDate: new Date(activity.createdAt) };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html */
export const describeActivity = ({ activities }: Pick<Deps, 'activities'>) =>
  operation<DescribeActivityCommandInput, Omit<DescribeActivityCommandOutput, '$metadata'>>({
    name: 'DescribeActivity',
    access: ({ activityArn: arn }) => [{ action: 'states:DescribeActivity', resource: arn ?? '*' }],
    run(input) {
      const arn = parseActivityArn(input.activityArn);
      const activity = activities.find(arn);
      if (!activity) throw activityDoesNotExist(arn);
      return {
        activityArn: arn,
        name: activity.name,
        creationDate: new Date(activity.createdAt),
        encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
      };
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteActivity.html */
export const deleteActivity = ({ activities, tags }: Pick<Deps, 'activities' | 'tags'>) =>
  operation<DeleteActivityCommandInput, Record<string, never>>({
    name: 'DeleteActivity',
    access: ({ activityArn: arn }) => [{ action: 'states:DeleteActivity', resource: arn ?? '*' }],
    run(input) {
      const arn = parseActivityArn(input.activityArn);
      activities.delete(arn);
      tags.removeAll(arn);
      return {};
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html */
export const listActivities = ({ activities }: Pick<Deps, 'activities'>) =>
  operation<ListActivitiesCommandInput, Omit<ListActivitiesCommandOutput, '$metadata'>>({
    name: 'ListActivities',
    access: () => [{ action: 'states:ListActivities', resource: '*' }],
    run(input) {
      const page = pageOf(input);
      const found = activities.list(numberAfter(page, 0), page.limit + 1);
      const { items, nextToken } = paged(found, page, ({ place }) => place);
      return {
        activities: items.map(({ arn, name, createdAt }) => ({
          activityArn: arn,
          name,
          creationDate: new Date(createdAt),
        })),
        ...(nextToken === undefined ? {} : { nextToken }),
      };
    },
  });
