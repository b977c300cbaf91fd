/**
 * `npm run submit-logs -- app.log --stage dev`: submits a file of logs, through S3 when it is too large for an event. What it needs to
 * be allowed is the policy `telar-<stage>-log-producer`, and to read the outputs of the stacks.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { logsSubmitted } from '../events/logs-submitted/v1.ts';
import { submitLogs } from '../functions/logs/submit-logs.ts';
import { putEvent } from '../functions/shared/event-bridge.ts';
import { S3ObjectStore } from '../functions/shared/s3-object-store.ts';
import { clientConfig } from './client-config.ts';

const { values, positionals } = parseArgs({
  options: { stage: { type: 'string', default: 'dev' } },
  allowPositionals: true,
});
const [file] = positionals;
if (!file) throw new Error('usage: npm run submit-logs -- <file of JSON or JSON lines> [--stage dev]');

const cloudFormation = new CloudFormationClient(clientConfig);
const eventBridge = new EventBridgeClient(clientConfig);
const { source, detailType } = logsSubmitted;
const bus = await output('bus', 'EventBusName');

const { eventId, location } = await submitLogs(readFileSync(file, 'utf8'), {
  objects: new S3ObjectStore(new S3Client({ ...clientConfig, forcePathStyle: true })),
  bucket: await output('logs', 'LogArchiveBucketName'),
  send: (detail) => putEvent(eventBridge, { bus, source, detailType, detail }),
});
console.log(location ? `event ${eventId}, logs in s3://${location.bucket}/${location.key}` : `event ${eventId}`);

async function output(capability: string, key: string): Promise<string> {
  const StackName = `telar-${values.stage}-${capability}`;
  const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const found = stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  if (!found) throw new Error(`the stack ${StackName} has no output ${key}`);
  return found;
}
