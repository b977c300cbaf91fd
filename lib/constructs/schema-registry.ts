import { CfnRegistry, CfnSchema } from 'aws-cdk-lib/aws-eventschemas';
import { Construct } from 'constructs';
import { type EventContract, schemaOf } from '../../events/contract.ts';
import type { StageConfig } from '../config.ts';

export interface SchemaRegistryProps {
  readonly stage: StageConfig;
  readonly contracts: readonly EventContract[];
}

/** Publishes every contract as the schema `<source>@<DetailType>`, which is how EventBridge itself names them. */
export class SchemaRegistry extends Construct {
  constructor(scope: Construct, id: string, { stage, contracts }: SchemaRegistryProps) {
    super(scope, id);
    const registry = new CfnRegistry(this, 'Registry', {
      registryName: `telar-${stage.name}`,
      description: 'The contracts of the events on the bus',
    });

    for (const contract of contracts) {
      const eventName = contract.detailType.replaceAll(' ', '');
      new CfnSchema(this, eventName, {
        registryName: registry.attrRegistryName,
        schemaName: `${contract.source}@${eventName}`,
        type: 'JSONSchemaDraft4',
        description: contract.description,
        content: JSON.stringify(schemaOf(contract)),
      });
    }
  }
}
