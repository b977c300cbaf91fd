import { EventBus, type IEventBus, Match } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';

export interface TelarEventBusProps {
  readonly stage: StageConfig;
}

/** The bus `telar-<stage>` with an archive of everything the application's domains said on it. */
export class TelarEventBus extends Construct {
  readonly bus: IEventBus;

  constructor(scope: Construct, id: string, { stage }: TelarEventBusProps) {
    super(scope, id);

    // For events that the bus itself cannot read, such as after the loss of a customer-managed key. What a rule's target does not
    // take goes to the dead-letter queue of that rule's workflow.
    const { queue } = new DeadLetterQueue(this, 'DeadLetters', { stage, of: 'bus' });

    const bus = new EventBus(this, 'Bus', {
      eventBusName: `telar-${stage.name}`,
      description: 'Every user action of Telar, and what came of it',
      deadLetterQueue: queue,
    });
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': bus.eventBusArn } },
      }),
    );
    bus.archive('Archive', {
      archiveName: `telar-${stage.name}`,
      description: 'For replay: every event of the domains',
      eventPattern: { source: Match.prefix('telar.') },
      retention: stage.archiveRetention,
    });
    this.bus = bus;
  }
}
