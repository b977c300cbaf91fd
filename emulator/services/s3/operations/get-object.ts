import type { Readable } from 'node:stream';
import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { slice } from '../bodies/segment.ts';
import { invalidObjectState } from '../errors.ts';
import { openObject, readAccess } from '../objects/read.ts';
import type { S3Parts } from '../parts.ts';

/** The SDK's output, whose body is a plain stream here, or the bytes of a small object. */
export type GetObjectAnswer = Omit<GetObjectOutput, 'Body'> & { readonly Body: Readable | Uint8Array };

const ARCHIVED = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject = (s3: Pick<S3Parts, 'buckets' | 'objects' | 'bodies' | 'permissions'>) =>
  operation<GetObjectRequest, GetObjectAnswer>({
    name: 'GetObject',
    access: (input, call) => readAccess(s3, input, call, 'GetObject'),
    run(input, call) {
      const { version, range, output } = openObject(s3, input, call);
      const { storageClass } = version.details;
      if (ARCHIVED.has(storageClass)) throw invalidObjectState(storageClass);
      return { ...output, Body: s3.bodies.read(range ? slice(version.segments, range) : version.segments) };
    },
  });
