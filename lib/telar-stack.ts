import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from './config.ts';
import { type Watched, watchedIn } from './constructs/observability/watched.ts';
import { DEPLOYMENT_TAG, deploymentOf, physicalName } from './naming.ts';

export interface TelarStackProps extends StackProps {
  readonly stage: StageConfig;
}

/** A stack of one capability, named `telar-<stage>-<capability>`; its tags reach every resource in it. */
export class TelarStack extends Stack {
  protected readonly stage: StageConfig;

  constructor(scope: Construct, capability: string, props: TelarStackProps) {
    super(scope, physicalName(props.stage, capability), {
      tags: { application: 'telar', stage: props.stage.name, [DEPLOYMENT_TAG]: deploymentOf(props.stage) },
      ...props,
    });
    this.stage = props.stage;
  }

  /** What of it the stack `observability` is to look after. */
  get watched(): Watched {
    return watchedIn(this);
  }
}
