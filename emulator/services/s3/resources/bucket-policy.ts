import { z } from 'zod';
import { AwsError } from '../../../door/errors.ts';
import { resourceType } from '../../../template/resource-type.ts';
import { json, text } from '../../../template/scalars.ts';
import { newPolicy } from '../buckets/policy.ts';
import type { S3Parts } from '../parts.ts';

const schema = z.strictObject({ Bucket: text, PolicyDocument: json });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export function bucketPolicyResource({ account, buckets }: Pick<S3Parts, 'account' | 'buckets'>) {
  const put = ({ Bucket, PolicyDocument }: z.output<typeof schema>, mayReplace: boolean) => {
    const bucket = buckets.require(Bucket);
    const given = typeof PolicyDocument === 'string' ? PolicyDocument : JSON.stringify(PolicyDocument);
    const policy = newPolicy(given, bucket, account);
    const { policy: before } = bucket.settings;
    if (!mayReplace && before !== undefined && before !== policy) {
      throw new AwsError('AlreadyExists', `The bucket policy already exists on bucket ${Bucket}.`);
    }
    buckets.configure(bucket, { policy });
    return { physicalId: Bucket, attributes: {} };
  };
  return resourceType({
    type: 'AWS::S3::BucketPolicy',
    schema,
    attributes: [],
    createOnly: ['Bucket'],
    create: (properties) => put(properties, false),
    update: ({ properties }) => put(properties, true),
    delete({ properties }) {
      const bucket = buckets.find(properties.Bucket);
      if (bucket) buckets.configure(bucket, { policy: undefined });
    },
  });
}
