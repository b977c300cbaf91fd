import { readFile } from 'node:fs/promises';
import { logsSubmitted } from '../events/logs-submitted/v1.ts';
import { NotLogsError, submitLogs } from '../functions/logs/submit-logs.ts';
import { putEvent } from '../functions/shared/event-bridge.ts';
import { S3ObjectStore } from '../functions/shared/s3-object-store.ts';
import { readCommandLine, runCommand } from './support/command-line.ts';
import { Deployment } from './support/deployment.ts';
import { PlainError } from './support/plain-error.ts';

const USAGE =
  'Usage: npm run submit-logs -- <file of JSON or JSON lines> [--endpoint http://127.0.0.1:4566|aws] [--stage dev]';

/**
 * `npm run submit-logs -- app.log`: submits a file of logs, through S3 when it is too large for an event. What it needs to be allowed is
 * the policy `telar-<stage>-log-producer`, and to read the outputs of the stacks.
 */
runCommand(async () => {
  const { place, words } = readCommandLine(USAGE);
  const [file] = words;
  if (file === undefined || words.length > 1) throw new PlainError(USAGE);
  const body = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new PlainError(cause.message, { cause });
  });

  const deployment = new Deployment(place);
  try {
    const { source, detailType } = logsSubmitted;
    const bus = await deployment.output('bus', 'EventBusName');
    const { eventId, location } = await submitLogs(body, {
      objects: new S3ObjectStore(deployment.s3),
      bucket: await deployment.output('logs', 'LogArchiveBucketName'),
      send: (detail) => putEvent(deployment.events, { bus, source, detailType, detail }),
    });
    console.log(location ? `event ${eventId}, logs in s3://${location.bucket}/${location.key}` : `event ${eventId}`);
  } catch (error) {
    throw error instanceof NotLogsError ? new PlainError(`${file}: ${error.message}`, { cause: error }) : error;
  } finally {
    deployment.close();
  }
});
