import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Architecture, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { DERIVATIVES } from '../../../functions/images/derivative.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import { layerCode } from '../../assets/layer.ts';
import type { StageConfig } from '../../config.ts';
import { acknowledgeAnyObject, readObjects, writeObjects } from '../object-access.ts';
import { RecordFunction } from '../record-function.ts';
import { ServiceFunction } from '../service-function.ts';

export interface ImageFunctionsProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly buckets: Readonly<Record<'original' | 'processed' | 'thumbnails', IBucket>>;
  /** A row for each image. */
  readonly table: ITable;
  readonly counters: ITable;
}

/** The three functions that know about images. */
export class ImageFunctions extends Construct {
  readonly inspectFunction: ServiceFunction;
  readonly resizeFunction: ServiceFunction;
  readonly recordFunction: ServiceFunction;

  constructor(scope: Construct, id: string, props: ImageFunctionsProps) {
    super(scope, id);
    const sharp = new LayerVersion(this, 'Sharp', {
      description: 'sharp with libvips for linux arm64',
      code: layerCode('sharp'),
      compatibleArchitectures: [Architecture.ARM_64],
      compatibleRuntimes: [Runtime.NODEJS_24_X],
    });
    this.inspectFunction = this.addInspect(props, sharp);
    this.resizeFunction = this.addResize(props, sharp);
    this.recordFunction = this.addRecord(props);
  }

  get arns(): string[] {
    return [this.inspectFunction.arn, this.resizeFunction.arn, this.recordFunction.arn];
  }

  private addInspect({ stage, bundles, buckets }: ImageFunctionsProps, sharp: LayerVersion): ServiceFunction {
    const inspect = new ServiceFunction(this, 'Inspect', {
      stage,
      bundles,
      source: 'images/inspect',
      description: 'Decides whether an object is an image that we process, and which one',
      // It reads headers only, but libvips alone takes some 100 MB, and more memory is more processor for the cold start.
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
    acknowledgeAnyObject(inspect, buckets.original);
    return inspect;
  }

  private addResize({ stage, bundles, buckets }: ImageFunctionsProps, sharp: LayerVersion): ServiceFunction {
    const resize = new ServiceFunction(this, 'Resize', {
      stage,
      bundles,
      source: 'images/resize',
      description: 'Makes one smaller copy of an image: upright, without metadata',
      memoryMegabytes: stage.images.resizeMemoryMegabytes,
      // The largest AVIF there may be is the slowest: some 10 s on one processor.
      timeout: Duration.seconds(60),
      layers: [sharp],
      environment: {
        PROCESSED_BUCKET: buckets.processed.bucketName,
        THUMBNAILS_BUCKET: buckets.thumbnails.bucketName,
        MAX_IMAGE_PIXELS: String(stage.images.maxPixels),
      },
      permissions: [
        ...readObjects(buckets.original),
        writeObjects(buckets.processed, DERIVATIVES.processed.prefix),
        writeObjects(buckets.thumbnails, DERIVATIVES.thumbnail.prefix),
      ],
    });
    acknowledgeAnyObject(resize, buckets.original);
    acknowledgeAnyObject(resize, buckets.processed, DERIVATIVES.processed.prefix);
    acknowledgeAnyObject(resize, buckets.thumbnails, DERIVATIVES.thumbnail.prefix);
    return resize;
  }

  private addRecord({ stage, bundles, table, counters }: ImageFunctionsProps): RecordFunction {
    return new RecordFunction(this, 'Record', {
      stage,
      bundles,
      source: 'images/record',
      description: 'Writes what became of an image, and counts it, once',
      table: { variable: 'IMAGES_TABLE', table },
      counters,
    });
  }
}
