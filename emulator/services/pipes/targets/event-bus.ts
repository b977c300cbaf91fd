import type { PutEventsCommandInput, PutEventsCommandOutput, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Door } from '../../../door/door.ts';
import { dynamicValue } from '../events/dynamic-value.ts';
import { TARGET_BATCH } from '../limits.ts';
import { internalCall, type Shipment, type TargetKind } from './target.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html: `Event from aws:sqs`, from the pipe. */
const DEFAULT_DETAIL_TYPE = 'Event from aws:';

/** Puts each event on a bus, as the detail of one of the pipe's. */
export const eventBusTarget = (door: Door): TargetKind => ({
  title: 'EventBridge event bus',
  owns: (service, resource) => service === 'events' && resource.startsWith('event-bus/'),
  batch: TARGET_BATCH.bus,
  parameters: 'EventBridgeEventBusParameters',
  async send(shipment) {
    const { Entries = [] } = await door.call<PutEventsCommandInput, PutEventsCommandOutput>(
      internalCall('eventbridge', 'PutEvents', shipment),
      { Entries: shipment.inputs.map((Detail, index) => entry(shipment, Detail, shipment.events[index])) },
    );
    const failed = Entries.flatMap(({ ErrorCode, ErrorMessage }, index): [number, string][] =>
      ErrorCode === undefined ? [] : [[index, `${ErrorCode}: ${ErrorMessage}`]],
    );
    return { failed: new Map(failed) };
  },
});

function entry({ pipe, parameters }: Shipment, Detail: string, event: unknown): PutEventsRequestEntry {
  const { DetailType, Source, Resources, Time } = parameters.EventBridgeEventBusParameters ?? {};
  const value = (parameter: string | undefined) => (parameter ? dynamicValue(parameter, event) : undefined);
  const time = value(Time);
  const service = pipe.Source.split(':')[2] ?? '';
  return {
    EventBusName: pipe.Target,
    Source: value(Source) ?? `Pipe ${pipe.name}`,
    DetailType: value(DetailType) ?? `${DEFAULT_DETAIL_TYPE}${service}`,
    Detail,
    ...(Resources ? { Resources: Resources.flatMap((resource) => value(resource) ?? []) } : {}),
    ...(time ? { Time: new Date(/^\d+$/.test(time) ? Number(time) : time) } : {}),
  };
}
