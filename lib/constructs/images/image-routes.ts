import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DERIVATIVES } from '../../../functions/images/derivative.ts';
import { getImageRoute } from '../../../functions/images/get/route.ts';
import { listImagesRoute } from '../../../functions/images/list/route.ts';
import { uploadImageRoute } from '../../../functions/images/upload/route.ts';
import { UPLOADS_PREFIX } from '../../../functions/images/upload-key.ts';
import { uploadStatusRoute } from '../../../functions/images/upload-status/route.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { ApiRoute } from '../api/api-route.ts';
import type { Api } from '../api/telar-api.ts';
import { acknowledgeAnyObject, readObjects, writeObjects } from '../object-access.ts';
import type { ImageFunctionsProps } from './image-functions.ts';

export interface ImageRoutesProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly api: Api;
  readonly buckets: ImageFunctionsProps['buckets'];
  readonly table: ITable;
}

/** What one can do with images over HTTP. */
export class ImageRoutes extends Construct {
  constructor(scope: Construct, id: string, props: ImageRoutesProps) {
    super(scope, id);
    this.addList(props);
    this.addGet(props);
    this.addUpload(props);
    this.addUploadStatus(props);
  }

  /** It names the newest version of a thumbnail only, and signs no link to what is not in the table. */
  private addList({ table, buckets: { thumbnails }, ...common }: ImageRoutesProps): void {
    const list = new ApiRoute(this, 'List', {
      ...common,
      source: 'images/list',
      route: listImagesRoute,
      environment: { IMAGES_TABLE: table.tableName, THUMBNAILS_BUCKET: thumbnails.bucketName },
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: ['newest', 'by-status'].map((index) => `${table.tableArn}/index/${index}`),
        }),
        new PolicyStatement({
          actions: ['s3:GetObject'],
          resources: [thumbnails.arnForObjects(`${DERIVATIVES.thumbnail.prefix}*`)],
        }),
      ],
    });
    acknowledgeAnyObject(list, thumbnails, DERIVATIVES.thumbnail.prefix);
  }

  /** A link may do what the role may do that has signed it: read, and nothing else. */
  private addGet({ table, buckets, ...common }: ImageRoutesProps): void {
    const { original, processed, thumbnails } = buckets;
    const get = new ApiRoute(this, 'Get', {
      ...common,
      source: 'images/get',
      route: getImageRoute,
      environment: {
        IMAGES_TABLE: table.tableName,
        ORIGINAL_BUCKET: original.bucketName,
        PROCESSED_BUCKET: processed.bucketName,
        THUMBNAILS_BUCKET: thumbnails.bucketName,
      },
      permissions: [
        new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table.tableArn] }),
        ...readObjects(original),
        ...readObjects(processed, DERIVATIVES.processed.prefix),
        ...readObjects(thumbnails, DERIVATIVES.thumbnail.prefix),
      ],
    });
    acknowledgeAnyObject(get, original);
    acknowledgeAnyObject(get, processed, DERIVATIVES.processed.prefix);
    acknowledgeAnyObject(get, thumbnails, DERIVATIVES.thumbnail.prefix);
  }

  private addUpload({ buckets: { original }, table: _, ...common }: ImageRoutesProps): void {
    const upload = new ApiRoute(this, 'Upload', {
      ...common,
      source: 'images/upload',
      route: uploadImageRoute,
      environment: {
        ORIGINAL_BUCKET: original.bucketName,
        MAX_IMAGE_BYTES: String(common.stage.images.maxBytes),
      },
      permissions: [writeObjects(original, UPLOADS_PREFIX)],
    });
    acknowledgeAnyObject(upload, original, UPLOADS_PREFIX);
  }

  private addUploadStatus({ buckets: { original }, table, ...common }: ImageRoutesProps): void {
    const status = new ApiRoute(this, 'UploadStatus', {
      ...common,
      source: 'images/upload-status',
      route: uploadStatusRoute,
      environment: { IMAGES_TABLE: table.tableName, ORIGINAL_BUCKET: original.bucketName },
      permissions: [
        new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table.tableArn] }),
        ...readObjects(original, UPLOADS_PREFIX),
      ],
    });
    acknowledgeAnyObject(status, original, UPLOADS_PREFIX);
  }
}
