import type { GetActivityTaskCommandInput, GetActivityTaskCommandOutput } from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { activityDoesNotExist } from '../api-errors.ts';
import { parseActivityArn } from '../arns.ts';
import { ACTIVITY_POLL_SECONDS } from '../limits.ts';
import type { OperationDeps } from './deps.ts';

type Deps = Pick<OperationDeps, 'activities' | 'engine' | 'clock'>;

/** A long poll: empty after a minute without a task (https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html). */
export const getActivityTask = ({ activities, engine, clock }: Deps) =>
  operation<GetActivityTaskCommandInput, Omit<GetActivityTaskCommandOutput, '$metadata'>>({
    name: 'GetActivityTask',
    access: ({ activityArn }) => [{ action: 'states:GetActivityTask', resource: activityArn ?? '*' }],
    async run({ activityArn, workerName }, { signal }) {
      const arn = parseActivityArn(activityArn);
      if (!activities.find(arn)) throw activityDoesNotExist(arn);
      const until = clock.now() + ACTIVITY_POLL_SECONDS * 1_000;
      const task = await engine.activities.poll(arn, { workerName, until, signal });
      return task ? { taskToken: task.token, input: task.input } : {};
    },
  });
