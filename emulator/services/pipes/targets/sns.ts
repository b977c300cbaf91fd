import type { PublishBatchCommandInput, PublishBatchCommandOutput } from '@aws-sdk/client-sns';
import type { Door } from '../../../door/door.ts';
import { TARGET_BATCH } from '../limits.ts';
import { internalCall, type TargetKind } from './target.ts';

/** Publishes each event to a topic. */
export const snsTarget = (door: Door): TargetKind => ({
  title: 'SNS topic',
  owns: (service) => service === 'sns',
  batch: TARGET_BATCH.topic,
  async send(shipment) {
    const { Failed = [] } = await door.call<PublishBatchCommandInput, PublishBatchCommandOutput>(
      internalCall('sns', 'PublishBatch', shipment),
      {
        TopicArn: shipment.pipe.Target,
        PublishBatchRequestEntries: shipment.inputs.map((Message, index) => ({ Id: String(index), Message })),
      },
    );
    return { failed: new Map(Failed.map(({ Id, Code, Message }) => [Number(Id), `${Code}: ${Message}`])) };
  },
});
