import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { EventContract } from '../../../events/contract.ts';
import { imageProcessed } from '../../../events/image-processed/v1.ts';
import { imageRejected } from '../../../events/image-rejected/v1.ts';
import { notificationSent } from '../../../events/notification-sent/v1.ts';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { DeadLetterQueue } from '../dead-letter-queue.ts';
import { keepFailedEvents } from '../failed-events.ts';
import { untilDelivered } from '../until-delivered.ts';
import type { ChatBroadcast } from './chat-broadcast.ts';

export interface OutcomePushProps {
  readonly stage: StageConfig;
  readonly bus: IEventBus;
  readonly broadcast: ChatBroadcast;
}

/** What people wait for on their screens. */
const PUSHED: readonly EventContract[] = [imageProcessed, imageRejected, notificationSent];

/** Events of other domains go to the open sockets of those whom they concern. The other domains know nothing of it. */
export class OutcomePush extends Construct {
  constructor(scope: Construct, id: string, { stage, bus, broadcast }: OutcomePushProps) {
    super(scope, id);
    const { queue } = new DeadLetterQueue(this, 'DeadLetters', { stage, of: 'chat-push' });
    const { called } = broadcast.addSender('chat/push', 'Sends events of other domains to open sockets');
    keepFailedEvents(called, queue);
    const rule = new Rule(this, 'Outcomes', {
      ruleName: physicalName(stage, 'chat-push'),
      description: 'People see what became of what they did',
      eventBus: bus,
      eventPattern: {
        source: [...new Set(PUSHED.map(({ source }) => source))],
        detailType: PUSHED.map(({ detailType }) => detailType),
      },
    });
    rule.addTarget(new LambdaFunction(called, untilDelivered(queue)));
  }
}
