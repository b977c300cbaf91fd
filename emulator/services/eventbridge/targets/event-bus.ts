import type { PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Door } from '../../../door/door.ts';
import { forwarded, type PutEventsInput } from '../events/forwarded.ts';
import type { TargetKind } from './target.ts';

/** Puts the event on another bus as it is: with its id, time and source, also where that is an AWS service. */
export const eventBusTarget = (door: Door): TargetKind => ({
  title: 'EventBridge event bus',
  owns: (service, resource) => service === 'events' && resource.startsWith('event-bus/'),
  needsRole: true,
  send: ({ target, event, principal }) =>
    door.call<PutEventsInput, PutEventsCommandOutput>(
      { service: 'eventbridge', operation: 'PutEvents', principal },
      {
        Entries: [{ EventBusName: target.Arn, Source: event.source, DetailType: event.detailType }],
        [forwarded]: event,
      },
    ),
});
