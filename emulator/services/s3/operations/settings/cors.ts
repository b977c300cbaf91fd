import type {
  DeleteBucketCorsRequest,
  GetBucketCorsOutput,
  GetBucketCorsRequest,
  PutBucketCorsRequest,
} from '@aws-sdk/client-s3';
import { checkCorsRules } from '../../cors.ts';
import { notConfigured } from '../../errors.ts';
import { changesSetting, type SettingDeps, showsSetting } from './setting.ts';

export const corsOperations = (s3: SettingDeps) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html
  showsSetting<GetBucketCorsRequest, GetBucketCorsOutput>(s3, {
    name: 'GetBucketCors',
    action: 'GetBucketCORS',
    show({ name, settings }) {
      if (settings.cors) return { CORSRules: [...settings.cors] };
      throw notConfigured('NoSuchCORSConfiguration', 'The CORS configuration does not exist', name);
    },
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html
  changesSetting<PutBucketCorsRequest>(s3, {
    name: 'PutBucketCors',
    action: 'PutBucketCORS',
    change: ({ CORSConfiguration }) => ({ cors: checkCorsRules(CORSConfiguration?.CORSRules) }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html
  changesSetting<DeleteBucketCorsRequest>(s3, {
    name: 'DeleteBucketCors',
    action: 'PutBucketCORS',
    change: () => ({ cors: undefined }),
  }),
];
