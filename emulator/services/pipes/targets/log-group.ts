import type {
  CreateLogStreamCommandInput,
  PutLogEventsCommandInput,
  PutLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { dynamicValue } from '../events/dynamic-value.ts';
import { TARGET_BATCH } from '../limits.ts';
import { internalCall, type Shipment, type TargetKind } from './target.ts';

/** Writes each event into a log group; events of one stream go together. */
export const logGroupTarget = (door: Door, clock: Clock): TargetKind => ({
  title: 'CloudWatch Logs log group',
  owns: (service, resource) => service === 'logs' && resource.startsWith('log-group:'),
  batch: TARGET_BATCH.logs,
  parameters: 'CloudWatchLogsParameters',
  async send(shipment) {
    const { LogStreamName, Timestamp } = shipment.parameters.CloudWatchLogsParameters ?? {};
    const streams = new Map<string, { timestamp: number; message: string }[]>();
    shipment.inputs.forEach((message, index) => {
      const event = shipment.events[index];
      const stream = (LogStreamName && dynamicValue(LogStreamName, event)) || shipment.pipe.name;
      const timestamp = timeOf(Timestamp && dynamicValue(Timestamp, event)) ?? clock.now();
      streams.set(stream, [...(streams.get(stream) ?? []), { timestamp, message }]);
    });
    for (const [stream, events] of streams) await put(door, shipment, stream, events);
    return {};
  },
});

/** Epoch milliseconds or ISO 8601. */
function timeOf(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

async function put(
  door: Door,
  shipment: Shipment,
  logStreamName: string,
  events: readonly { timestamp: number; message: string }[],
): Promise<void> {
  const logGroupName = shipment.pipe.Target.replace(/^.*:log-group:/, '').replace(/:\*$/, '');
  const logEvents = [...events].sort((a, b) => a.timestamp - b.timestamp);
  const write = () =>
    door.call<PutLogEventsCommandInput, PutLogEventsCommandOutput>(internalCall('logs', 'PutLogEvents', shipment), {
      logGroupName,
      logStreamName,
      logEvents,
    });
  try {
    await write();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
    await createStream(door, shipment, { logGroupName, logStreamName });
    await write();
  }
}

async function createStream(door: Door, shipment: Shipment, input: CreateLogStreamCommandInput): Promise<void> {
  try {
    await door.call<CreateLogStreamCommandInput, object>(internalCall('logs', 'CreateLogStream', shipment), input);
  } catch (error) {
    // Another batch was faster.
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
  }
}
