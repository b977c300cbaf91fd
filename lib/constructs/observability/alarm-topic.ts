import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';

/** Who speaks to the topic. */
const SPEAKERS = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'];

/**
 * The topic `telar-<stage>-alarms`, where everything arrives that a person has to look at. It has a key of its own, because CloudWatch
 * may not use the one that SNS brings: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: StageConfig }) {
    super(scope, id);
    const key = new Key(this, 'Key', {
      description: `What ${physicalName(stage, 'alarms')} is encrypted with`,
      enableKeyRotation: true,
      removalPolicy: stage.removalPolicy,
    });
    this.topic = new Topic(this, 'Topic', {
      topicName: physicalName(stage, 'alarms'),
      displayName: `Telar ${stage.name}`,
      masterKey: key,
      enforceSSL: true,
    });
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const principals = SPEAKERS.map((speaker) => new ServicePrincipal(speaker));
    key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        // In a key's own policy, this is the key.
        resources: ['*'],
        conditions: ofThisAccount,
      }),
    );
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: ofThisAccount,
      }),
    );
    for (const address of stage.operations.operators) this.topic.addSubscription(new EmailSubscription(address));
  }
}
