import type { Deployed, ResourceContext } from '../../../template/resource-type.ts';
import { resourceType } from '../../../template/resource-type.ts';
import { bucketArn } from '../arns.ts';
import { isBucketName } from '../buckets/bucket-name.ts';
import { removeBucket } from '../buckets/remove-bucket.ts';
import { bucketAlreadyExists, invalidBucketName } from '../errors.ts';
import { destinationsOf } from '../notifications/destination.ts';
import type { Notifier } from '../notifications/notifier.ts';
import type { S3Parts } from '../parts.ts';
import { BUCKET_INERT, bucketSchema } from './bucket-schema.ts';
import { settingsOf } from './bucket-settings.ts';

/** Longest bucket name (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
const LONGEST_NAME_CHARACTERS = 63;

type Deps = Pick<S3Parts, 'account' | 'ids' | 'store' | 'buckets' | 'uploads'> & { readonly notifier: Notifier };

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export function bucketResource(s3: Deps) {
  const { ids, buckets, notifier } = s3;
  return resourceType({
    type: 'AWS::S3::Bucket',
    schema: bucketSchema,
    inert: BUCKET_INERT,
    attributes: ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName', 'WebsiteURL'],
    createOnly: ['BucketName'],
    async create(properties, context) {
      const generated = () => context.generateName({ maxLength: LONGEST_NAME_CHARACTERS, lowerCase: true });
      const name = properties.BucketName ?? generated();
      if (!isBucketName(name)) throw invalidBucketName(name);
      const settings = { ...settingsOf(properties, ids), madeBy: `${context.stackId}/${context.logicalId}` };
      await notifier.validate(name, destinationsOf(settings.notification), ids.uuid());
      const existing = buckets.find(name);
      // What an interrupted deployment made is taken over; what is somebody else's is not.
      if (existing && existing.settings.madeBy !== settings.madeBy) throw bucketAlreadyExists(name);
      if (existing) buckets.configure(existing, settings);
      else buckets.create(name, settings);
      return deployed(name, context);
    },
    async update({ physicalId, properties, previous }, context) {
      const { notification, ...settings } = settingsOf(properties, ids);
      const changed =
        JSON.stringify(properties.NotificationConfiguration) !== JSON.stringify(previous.NotificationConfiguration);
      if (changed) await notifier.validate(physicalId, destinationsOf(notification), ids.uuid());
      const bucket = buckets.require(physicalId);
      // Versioning cannot be taken back, only suspended.
      const versioning = settings.versioning ?? (bucket.settings.versioning ? 'Suspended' : undefined);
      buckets.configure(bucket, { ...settings, notification, versioning });
      return deployed(physicalId, context);
    },
    delete({ physicalId }) {
      const bucket = buckets.find(physicalId);
      if (bucket) removeBucket(s3, bucket);
    },
  });
}

function deployed(name: string, { account }: ResourceContext): Deployed {
  const { region, urlSuffix } = account;
  return {
    physicalId: name,
    attributes: {
      Arn: bucketArn(account, name),
      DomainName: `${name}.s3.${urlSuffix}`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.${urlSuffix}`,
      RegionalDomainName: `${name}.s3.${region}.${urlSuffix}`,
      WebsiteURL: `http://${name}.s3-website-${region}.${urlSuffix}`,
    },
  };
}
