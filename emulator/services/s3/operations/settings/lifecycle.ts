import type {
  DeleteBucketLifecycleRequest,
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Ids } from '../../../../runtime/ids.ts';
import { notConfigured } from '../../errors.ts';
import { checkLifecycleRules } from '../../lifecycle/check-rules.ts';
import { changesSetting, replacesSetting, type SettingDeps, showsSetting } from './setting.ts';

const DEFAULT_MINIMUM_SIZE = 'all_storage_classes_128K';

export const lifecycleOperations = (s3: SettingDeps & { ids: Ids }) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
  showsSetting<GetBucketLifecycleConfigurationRequest, GetBucketLifecycleConfigurationOutput>(s3, {
    name: 'GetBucketLifecycleConfiguration',
    action: 'GetLifecycleConfiguration',
    show({ name, settings }) {
      if (!settings.lifecycle) {
        throw notConfigured('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', name);
      }
      return {
        Rules: [...settings.lifecycle],
        TransitionDefaultMinimumObjectSize: settings.lifecycleMinimumSize ?? DEFAULT_MINIMUM_SIZE,
      };
    },
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
  replacesSetting<PutBucketLifecycleConfigurationRequest, PutBucketLifecycleConfigurationOutput>(s3, {
    name: 'PutBucketLifecycleConfiguration',
    action: 'PutLifecycleConfiguration',
    change: ({ LifecycleConfiguration, TransitionDefaultMinimumObjectSize: minimum }) => ({
      lifecycle: checkLifecycleRules(LifecycleConfiguration?.Rules, s3.ids),
      lifecycleMinimumSize: minimum,
    }),
    answer: ({ TransitionDefaultMinimumObjectSize: minimum }) => ({
      TransitionDefaultMinimumObjectSize: minimum ?? DEFAULT_MINIMUM_SIZE,
    }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html
  changesSetting<DeleteBucketLifecycleRequest>(s3, {
    name: 'DeleteBucketLifecycle',
    action: 'PutLifecycleConfiguration',
    change: () => ({ lifecycle: undefined, lifecycleMinimumSize: undefined }),
  }),
];
