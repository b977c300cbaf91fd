import type {
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration,
  PutBucketNotificationConfigurationRequest,
} from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { checkNotifications } from '../notifications/check-configuration.ts';
import { destinationsOf } from '../notifications/destination.ts';
import type { Notifier } from '../notifications/notifier.ts';
import type { S3Parts } from '../parts.ts';
import { type Nothing, showsSetting } from './settings/setting.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const getBucketNotificationConfiguration = (s3: Pick<S3Parts, 'buckets' | 'permissions'>) =>
  showsSetting<GetBucketNotificationConfigurationRequest, NotificationConfiguration>(s3, {
    name: 'GetBucketNotificationConfiguration',
    action: 'GetBucketNotification',
    show: ({ settings }) => settings.notification ?? {},
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
export const putBucketNotificationConfiguration = ({
  ids,
  buckets,
  permissions,
  notifier,
}: Pick<S3Parts, 'ids' | 'buckets' | 'permissions'> & { notifier: Notifier }) =>
  operation<PutBucketNotificationConfigurationRequest, Nothing>({
    name: 'PutBucketNotificationConfiguration',
    access: ({ Bucket }, call) => permissions.onBucket('PutBucketNotification', Bucket, call),
    async run(input, { requestId }) {
      const { name } = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const notification = checkNotifications(input.NotificationConfiguration, ids);
      if (!input.SkipDestinationValidation) {
        await notifier.validate(name, destinationsOf(notification), requestId);
      }
      buckets.configure(buckets.require(name), { notification });
      return {};
    },
  });
