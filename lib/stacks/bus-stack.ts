import { CfnOutput } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { contracts } from '../../events/contracts.ts';
import { TelarEventBus } from '../constructs/event-bus.ts';
import { SchemaRegistry } from '../constructs/schema-registry.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

/** The bus that every user action travels on, its archive, and the registry of what may be said on it. */
export class BusStack extends TelarStack {
  readonly bus: IEventBus;

  constructor(scope: Construct, id: string, props: TelarStackProps) {
    super(scope, id, props);

    const { bus } = new TelarEventBus(this, 'EventBus', { stage: props.stage });
    new SchemaRegistry(this, 'Schemas', { stage: props.stage, contracts });

    new CfnOutput(this, 'EventBusName', { value: bus.eventBusName, description: 'aws events put-events goes here' });
    this.bus = bus;
  }
}
