import type { PublishCommandInput, PublishCommandOutput } from '@aws-sdk/client-sns';
import type { Door } from '../../../door/door.ts';
import type { TargetKind } from './target.ts';

/** Publishes to a topic. */
export const snsTarget = (door: Door): TargetKind => ({
  title: 'SNS topic',
  owns: (service) => service === 'sns',
  send: ({ target, event, input, principal }) =>
    door.call<PublishCommandInput, PublishCommandOutput>(
      {
        service: 'sns',
        operation: 'Publish',
        principal,
        ...(event.traceHeader ? { traceHeader: event.traceHeader } : {}),
      },
      { TopicArn: target.Arn, Message: input },
    ),
});
