import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { imageUploaded } from '../../../events/image-uploaded/v1.ts';
import { type Trigger, Workflow } from '../workflow.ts';
import { ImageFunctions, type ImageFunctionsProps } from './image-functions.ts';

export interface ImageProcessingProps extends ImageFunctionsProps {
  readonly bus: IEventBus;
}

/** The workflow image-processing, its functions, and the two events that start it. */
export class ImageProcessing extends Construct {
  constructor(scope: Construct, id: string, props: ImageProcessingProps) {
    super(scope, id);
    const { stage, bus, buckets, table } = props;
    const functions = new ImageFunctions(this, 'Functions', props);

    new Workflow(this, 'Workflow', {
      stage,
      name: 'image-processing',
      // Standard: the history of an image stays to be looked at, and it can be redriven. docs/costs.md says from when Express pays.
      type: StateMachineType.STANDARD,
      substitutions: {
        InspectFunctionArn: functions.inspectFunction.arn,
        ResizeFunctionArn: functions.resizeFunction.arn,
        RecordFunctionArn: functions.recordFunction.arn,
        ImagesTableName: table.tableName,
        EventBusName: bus.eventBusName,
      },
      permissions: [
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions.arns }),
        new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table.tableArn] }),
        new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
      ],
      triggers: [objectCreated(buckets.original), askedFor(bus)],
    });
  }
}

function objectCreated(bucket: IBucket): Trigger {
  return {
    name: 'object-created',
    description: 'An object came into the bucket of originals',
    pattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [bucket.bucketName] } },
    },
  };
}

function askedFor(bus: IEventBus): Trigger {
  return {
    name: 'image-uploaded',
    description: 'Somebody asks on the bus for an original to be processed',
    pattern: { source: [imageUploaded.source], detailType: [imageUploaded.detailType] },
    bus,
  };
}
