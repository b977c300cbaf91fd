import type {
  CreateLogStreamCommandInput,
  CreateLogStreamCommandOutput,
  PutLogEventsCommandInput,
  PutLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import type { Principal } from '../../../door/principal.ts';
import { isoSeconds } from '../events/event.ts';
import type { TargetKind } from './target.ts';

/** Writes the event into a log group, in a stream for each rule and day. */
export const logGroupTarget = (door: Door): TargetKind => ({
  title: 'CloudWatch Logs log group',
  owns: (service, resource) => service === 'logs' && resource.startsWith('log-group:'),
  async send({ rule, target, event, input, principal }) {
    const logGroupName = target.Arn.replace(/^.*:log-group:/, '').replace(/:\*$/, '');
    const logStreamName = `${rule.name}/${isoSeconds(event.time).slice(0, 10)}`;
    const events = [{ timestamp: event.time, message: input }];
    const put = () =>
      door.call<PutLogEventsCommandInput, PutLogEventsCommandOutput>(
        { service: 'logs', operation: 'PutLogEvents', principal },
        { logGroupName, logStreamName, logEvents: events },
      );
    try {
      await put();
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
      await createStream(door, principal, { logGroupName, logStreamName });
      await put();
    }
  },
});

async function createStream(door: Door, principal: Principal, input: CreateLogStreamCommandInput): Promise<void> {
  try {
    await door.call<CreateLogStreamCommandInput, CreateLogStreamCommandOutput>(
      { service: 'logs', operation: 'CreateLogStream', principal },
      input,
    );
  } catch (error) {
    // Another delivery was faster.
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
  }
}
