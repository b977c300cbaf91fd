import { Duration, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { imageUploaded } from '../../events/image-uploaded/v1.ts';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import { layerCode } from '../assets/layer.ts';
import type { StageConfig } from '../config.ts';
import { ServiceFunction } from './service-function.ts';
import { Workflow } from './workflow.ts';

export interface ImageProcessingProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly bus: IEventBus;
  readonly buckets: Readonly<Record<'original' | 'processed' | 'thumbnails', IBucket>>;
  readonly table: ITable;
  readonly counters: ITable;
}

/** The workflow image-processing and its three functions. */
export class ImageProcessing extends Construct {
  constructor(scope: Construct, id: string, props: ImageProcessingProps) {
    super(scope, id);
    const sharp = new LayerVersion(this, 'Sharp', {
      description: 'sharp with libvips for linux arm64',
      code: layerCode('sharp'),
      compatibleArchitectures: [Architecture.ARM_64],
      compatibleRuntimes: [Runtime.NODEJS_24_X],
    });
    const inspect = this.addInspect(props, sharp);
    const resize = this.addResize(props, sharp);
    const record = this.addRecord(props);

    new Workflow(this, 'Workflow', {
      stage: props.stage,
      name: 'image-processing',
      // Standard: an image is worth an exactly-once history that stays to be looked at, and its transitions cost less than its pixels.
      type: StateMachineType.STANDARD,
      substitutions: {
        InspectFunctionArn: inspect.arn,
        ResizeFunctionArn: resize.arn,
        RecordFunctionArn: record.arn,
        ImagesTableName: props.table.tableName,
        EventBusName: props.bus.eventBusName,
      },
      permissions: [
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [inspect.arn, resize.arn, record.arn] }),
        new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [props.table.tableArn] }),
        new PolicyStatement({ actions: ['events:PutEvents'], resources: [props.bus.eventBusArn] }),
      ],
      triggers: [
        {
          name: 'object-created',
          description: 'An object came into the bucket of originals',
          pattern: {
            source: ['aws.s3'],
            detailType: ['Object Created'],
            detail: { bucket: { name: [props.buckets.original.bucketName] } },
          },
        },
        {
          name: 'image-uploaded',
          description: 'Somebody asks on the bus for an original to be processed',
          pattern: { source: [imageUploaded.source], detailType: [imageUploaded.detailType] },
          bus: props.bus,
        },
      ],
    });
  }

  private addInspect({ stage, bundles, buckets }: ImageProcessingProps, sharp: LayerVersion): ServiceFunction {
    const inspect = new ServiceFunction(this, 'Inspect', {
      stage,
      bundles,
      source: 'images/inspect',
      description: 'Decides whether an object is an image that we process, and which one',
      // Reads headers, but libvips alone takes some 100 MB, and more memory is more processor for the cold start.
      memoryMegabytes: 512,
      // Two HEADs and at worst one read of the largest original.
      timeout: Duration.seconds(15),
      layers: [sharp],
      environment: {
        ORIGINAL_BUCKET: buckets.original.bucketName,
        MAX_IMAGE_BYTES: String(stage.images.maxBytes),
        MAX_IMAGE_PIXELS: String(stage.images.maxPixels),
      },
      permissions: readObjects(buckets.original),
    });
    acknowledgeAnyKey(inspect);
    return inspect;
  }

  private addResize({ stage, bundles, buckets }: ImageProcessingProps, sharp: LayerVersion): ServiceFunction {
    const resize = new ServiceFunction(this, 'Resize', {
      stage,
      bundles,
      source: 'images/resize',
      description: 'Makes one smaller copy of an image: upright, without metadata',
      memoryMegabytes: stage.images.resizeMemoryMegabytes,
      // An AVIF of the largest size is the slowest there is, some 10 s on one processor.
      timeout: Duration.seconds(60),
      layers: [sharp],
      environment: {
        PROCESSED_BUCKET: buckets.processed.bucketName,
        THUMBNAILS_BUCKET: buckets.thumbnails.bucketName,
        MAX_IMAGE_PIXELS: String(stage.images.maxPixels),
      },
      permissions: [
        ...readObjects(buckets.original),
        new PolicyStatement({
          actions: ['s3:PutObject'],
          resources: [buckets.processed.arnForObjects('processed/*'), buckets.thumbnails.arnForObjects('thumbnails/*')],
        }),
      ],
    });
    acknowledgeAnyKey(resize);
    return resize;
  }

  private addRecord({ stage, bundles, table, counters }: ImageProcessingProps): ServiceFunction {
    return new ServiceFunction(this, 'Record', {
      stage,
      bundles,
      source: 'images/record',
      description: 'Writes what became of an image, and counts it, once',
      memoryMegabytes: 256,
      // A read and a transaction, tried again a few times when another execution was faster.
      timeout: Duration.seconds(10),
      environment: { IMAGES_TABLE: table.tableName, STATS_TABLE: counters.tableName },
      permissions: [
        new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [table.tableArn] }),
        new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [counters.tableArn] }),
      ],
    });
  }
}

/** Without leave to list the bucket, S3 answers for an object that is not there as if it were forbidden. */
function readObjects(bucket: IBucket): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [bucket.arnForObjects('*')],
    }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  ];
}

function acknowledgeAnyKey(reader: ServiceFunction): void {
  Validations.of(reader).acknowledge({
    id: 'AwsSolutions-IAM5',
    reason:
      'People choose the keys of originals, and a copy is named after its original: only the prefix is known beforehand.',
  });
}
