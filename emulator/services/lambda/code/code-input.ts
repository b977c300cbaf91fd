import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { GetObjectCommandInput, GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import type { Principal } from '../../../door/principal.ts';
import { invalidParameter } from '../errors.ts';
import type { CodeLocation } from '../functions/function-record.ts';
import { ZIPPED_UPLOAD_BYTES } from '../limits.ts';
import type { CodeStore } from './code-store.ts';

/** Code as the API takes it for functions and layers. */
export interface CodeInput {
  readonly ZipFile?: Uint8Array | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly S3ObjectVersion?: string | undefined;
  readonly ImageUri?: string | undefined;
}

interface Deps {
  readonly door: Door;
  readonly code: CodeStore;
}

/**
 * Takes a package from the request or from a bucket, as the caller.
 *
 * @throws AwsError InvalidParameterValueException
 */
export async function takeCode(input: CodeInput, principal: Principal, { door, code }: Deps): Promise<CodeLocation> {
  if (input.ImageUri) throw invalidParameter('The emulator does not support container images (ImageUri).');
  if (input.ZipFile) {
    if (input.ZipFile.length > ZIPPED_UPLOAD_BYTES) {
      throw new AwsError('RequestTooLargeException', `Request must be smaller than ${ZIPPED_UPLOAD_BYTES} bytes`, {
        status: 413,
      });
    }
    return code.fromZip(input.ZipFile);
  }
  const { S3Bucket: Bucket, S3Key: Key, S3ObjectVersion: VersionId } = input;
  if (!Bucket || !Key) throw invalidParameter('Please provide a source for function code.');
  return code.fromZip(await download({ Bucket, Key, ...(VersionId ? { VersionId } : {}) }, principal, door));
}

async function download(input: GetObjectCommandInput, principal: Principal, door: Door): Promise<Uint8Array> {
  try {
    const { Body } = await door.call<GetObjectCommandInput, GetObjectCommandOutput>(
      { service: 's3', operation: 'GetObject', principal },
      input,
    );
    // Within the cloud a body is a Node.js stream or bytes; the SDK's type has the browser's kinds too.
    return Body instanceof Uint8Array ? Body : await buffer(Body as Readable);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
      error,
    );
  }
}
