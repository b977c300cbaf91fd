import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { logsSubmitted } from '../../../events/logs-submitted/v1.ts';
import { PREFIXES } from '../../../functions/logs/prefixes.ts';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { acknowledgeAnyObject, writeObjects } from '../object-access.ts';

export interface LogProducerProps {
  readonly stage: StageConfig;
  readonly bus: IEventBus;
  readonly archive: IBucket;
}

/** The policy `telar-<stage>-log-producer`, to be attached to whoever submits logs: it allows that, and nothing else. */
export class LogProducer extends Construct {
  constructor(scope: Construct, id: string, { stage, bus, archive }: LogProducerProps) {
    super(scope, id);
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: physicalName(stage, 'log-producer'),
      description: 'Submit logs: in an event or, when they are too many for one, in an object that the event names',
      statements: [
        new PolicyStatement({
          actions: ['events:PutEvents'],
          resources: [bus.eventBusArn],
          conditions: {
            StringEquals: { 'events:source': logsSubmitted.source, 'events:detail-type': logsSubmitted.detailType },
          },
        }),
        writeObjects(archive, PREFIXES.submitted),
      ],
    });
    acknowledgeAnyObject(policy, archive, PREFIXES.submitted);
  }
}
