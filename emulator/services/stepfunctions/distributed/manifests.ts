import { isObject } from '../json.ts';
import { parseJson, readerFailed } from './item-formats.ts';
import type { ItemFormat } from './reader-config.ts';

/** An object that a manifest lists, and how it holds items. */
export interface ListedObject {
  readonly Bucket: string;
  readonly Key: string;
  readonly format: ItemFormat;
}

/**
 * The files of an S3 Inventory: CSV with the columns of the manifest's `fileSchema`
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html).
 */
export function inventoryFiles(manifest: string): ListedObject[] {
  const parsed = parseJson(manifest);
  const { files, fileSchema, destinationBucket } = isObject(parsed) ? parsed : {};
  if (!Array.isArray(files)) throw readerFailed('The manifest has no list of files.');
  const headers = String(fileSchema ?? '')
    .split(',')
    .map((name) => name.trim());
  const Bucket = String(destinationBucket ?? '').replace(/^arn:[\w-]+:s3:::/, '');
  const format: ItemFormat = { type: 'CSV', headers, delimiter: ',' };
  return files.map((file) => ({ Bucket, Key: isObject(file) ? String(file.key) : '', format }));
}

/**
 * The files of an Athena UNLOAD: the manifest names one with each line, as `s3://bucket/key`
 * (https://docs.aws.amazon.com/athena/latest/ug/unload.html).
 */
export function unloadedFiles(manifest: string, format: ItemFormat): ListedObject[] {
  const lines = manifest.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(line) ?? [];
      if (Bucket === undefined || Key === undefined)
        throw readerFailed(`The manifest has a line that is no object: ${line}`);
      return { Bucket, Key, format };
    });
}
