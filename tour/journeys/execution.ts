import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, GetExecutionHistoryCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { Deployment } from '../../bin/support/deployment.ts';
import { until } from '../patience.ts';
import { takePhoto } from '../photo.ts';
import type { Journey } from './journey.ts';

/** Among so many of the newest executions ours is looked for: others may upload at the same time. */
const NEWEST = 20;

export const execution: Journey = {
  name: 'processes what is put into the bucket by hand, in an execution that can be inspected',
  async run({ deployment }) {
    const Bucket = await deployment.output('images', 'OriginalBucketName');
    const Key = `journeys/${randomUUID()} ñ.jpg`;
    await deployment.s3.send(new PutObjectCommand({ Bucket, Key, Body: await takePhoto() }));
    const executionArn = await until(
      'an execution for the upload to succeed',
      () => succeededFor(Key, deployment),
      (arn) => arn !== undefined,
    );
    const { events = [] } = await deployment.sfn.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
    );
    assert.equal(events.at(0)?.type, 'ExecutionStarted');
    assert.equal(events.at(-1)?.type, 'ExecutionSucceeded');
  },
};

async function succeededFor(key: string, deployment: Deployment): Promise<string | undefined> {
  const stateMachineArn = await deployment.output('images', 'ImageProcessingStateMachineArn');
  const { executions = [] } = await deployment.sfn.send(
    new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED', maxResults: NEWEST }),
  );
  for (const { executionArn } of executions) {
    const { input = '' } = await deployment.sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (input.includes(JSON.stringify(key).slice(1, -1))) return executionArn;
  }
  return undefined;
}
