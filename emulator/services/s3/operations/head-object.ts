import type { HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { openObject, readAccess } from '../objects/read.ts';
import type { S3Parts } from '../parts.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject = (s3: Pick<S3Parts, 'buckets' | 'objects' | 'permissions'>) =>
  operation<HeadObjectRequest, HeadObjectOutput>({
    name: 'HeadObject',
    access: (input, call) => readAccess(s3, input, call, 'GetObject'),
    run: (input, call) => openObject(s3, input, call).output,
  });
