import { CfnOutput } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import type { Api } from '../constructs/api/telar-api.ts';
import type { RowLedger } from '../constructs/counters/row-ledger.ts';
import type { BucketsByContent } from '../constructs/files/file-changes.ts';
import { ImageProcessing } from '../constructs/images/image-processing.ts';
import { ImageRoutes } from '../constructs/images/image-routes.ts';
import { ImageTable } from '../constructs/images/image-table.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface ImagesStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly bus: IEventBus;
  readonly counters: ITable;
  readonly webOrigins: readonly string[];
  readonly api: Api;
}

/** Originals come in; a processed copy, a thumbnail and a row come out, by way of the workflow image-processing. */
export class ImagesStack extends TelarStack {
  readonly ledger: RowLedger;
  readonly buckets: BucketsByContent;

  constructor(scope: Construct, id: string, props: ImagesStackProps) {
    super(scope, id, props);
    const { stage } = props;

    const buckets = {
      original: new PrivateBucket(this, 'Original', {
        stage,
        name: 'images-original',
        uploadOrigins: props.webOrigins,
        keepVersionsFor: stage.images.noncurrentVersionRetention,
        announcesChanges: true,
      }),
      processed: new PrivateBucket(this, 'Processed', { stage, name: 'images-processed', announcesChanges: true }),
      thumbnails: new PrivateBucket(this, 'Thumbnails', { stage, name: 'images-thumbnails', announcesChanges: true }),
    };
    const table = new ImageTable(this, 'Table', { stage });
    this.buckets = {
      imagesOriginal: buckets.original,
      imagesProcessed: buckets.processed,
      imagesThumbnails: buckets.thumbnails,
    };
    this.ledger = { domain: 'images', table, key: 'imageId', forgets: false };
    new ImageProcessing(this, 'ImageProcessing', { ...props, buckets, table });
    new ImageRoutes(this, 'Routes', { stage, bundles: props.bundles, api: props.api, buckets, table });

    new CfnOutput(this, 'OriginalBucketName', {
      value: buckets.original.bucketName,
      description: 'Upload images here',
    });
    new CfnOutput(this, 'ProcessedBucketName', { value: buckets.processed.bucketName });
    new CfnOutput(this, 'ThumbnailsBucketName', { value: buckets.thumbnails.bucketName });
    new CfnOutput(this, 'ImagesTableName', { value: table.tableName });
  }
}
