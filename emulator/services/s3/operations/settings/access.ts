import type {
  DeleteBucketWebsiteRequest,
  GetBucketAccelerateConfigurationOutput,
  GetBucketAccelerateConfigurationRequest,
  GetBucketLoggingOutput,
  GetBucketLoggingRequest,
  GetBucketReplicationOutput,
  GetBucketReplicationRequest,
  GetBucketRequestPaymentOutput,
  GetBucketRequestPaymentRequest,
  GetBucketWebsiteOutput,
  GetBucketWebsiteRequest,
  PutBucketAccelerateConfigurationRequest,
  PutBucketLoggingRequest,
  PutBucketRequestPaymentRequest,
  PutBucketWebsiteRequest,
} from '@aws-sdk/client-s3';
import { readWebsite } from '../../buckets/settings.ts';
import { invalidRequest, malformedXml, notConfigured } from '../../errors.ts';
import { changesSetting, type SettingDeps, showsSetting } from './setting.ts';

export const websiteOperations = (s3: SettingDeps) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html
  showsSetting<GetBucketWebsiteRequest, GetBucketWebsiteOutput>(s3, {
    name: 'GetBucketWebsite',
    action: 'GetBucketWebsite',
    show({ name, settings }) {
      if (settings.website) return settings.website;
      throw notConfigured(
        'NoSuchWebsiteConfiguration',
        'The specified bucket does not have a website configuration',
        name,
      );
    },
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html. Kept, not served.
  changesSetting<PutBucketWebsiteRequest>(s3, {
    name: 'PutBucketWebsite',
    action: 'PutBucketWebsite',
    change: ({ WebsiteConfiguration }) => ({ website: readWebsite(WebsiteConfiguration) }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketWebsite.html
  changesSetting<DeleteBucketWebsiteRequest>(s3, {
    name: 'DeleteBucketWebsite',
    action: 'DeleteBucketWebsite',
    change: () => ({ website: undefined }),
  }),
];

export const loggingOperations = (s3: SettingDeps) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html
  showsSetting<GetBucketLoggingRequest, GetBucketLoggingOutput>(s3, {
    name: 'GetBucketLogging',
    action: 'GetBucketLogging',
    show: ({ settings: { logging } }) => (logging ? { LoggingEnabled: logging } : {}),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html. Kept; no access log is written.
  changesSetting<PutBucketLoggingRequest>(s3, {
    name: 'PutBucketLogging',
    action: 'PutBucketLogging',
    change({ BucketLoggingStatus: { LoggingEnabled: logging } = {} }) {
      if (logging && !s3.buckets.find(logging.TargetBucket)) {
        throw invalidRequest('The target bucket for logging does not exist');
      }
      return { logging };
    },
  }),
];

export const transferOperations = (s3: SettingDeps) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html
  showsSetting<GetBucketAccelerateConfigurationRequest, GetBucketAccelerateConfigurationOutput>(s3, {
    name: 'GetBucketAccelerateConfiguration',
    action: 'GetAccelerateConfiguration',
    show: ({ settings: { acceleration } }) => (acceleration ? { Status: acceleration } : {}),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html. Kept; nothing is faster.
  changesSetting<PutBucketAccelerateConfigurationRequest>(s3, {
    name: 'PutBucketAccelerateConfiguration',
    action: 'PutAccelerateConfiguration',
    change({ AccelerateConfiguration: { Status } = {} }) {
      if (Status !== 'Enabled' && Status !== 'Suspended') throw malformedXml();
      return { acceleration: Status };
    },
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html
  showsSetting<GetBucketRequestPaymentRequest, GetBucketRequestPaymentOutput>(s3, {
    name: 'GetBucketRequestPayment',
    action: 'GetBucketRequestPayment',
    show: ({ settings }) => ({ Payer: settings.requestPayer ?? 'BucketOwner' }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html. Kept; there is one account to pay.
  changesSetting<PutBucketRequestPaymentRequest>(s3, {
    name: 'PutBucketRequestPayment',
    action: 'PutBucketRequestPayment',
    change({ RequestPaymentConfiguration: { Payer } = { Payer: undefined } }) {
      if (Payer !== 'BucketOwner' && Payer !== 'Requester') throw malformedXml();
      return { requestPayer: Payer };
    },
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html. None can be set here.
  showsSetting<GetBucketReplicationRequest, GetBucketReplicationOutput>(s3, {
    name: 'GetBucketReplication',
    action: 'GetReplicationConfiguration',
    show({ name }) {
      throw notConfigured('ReplicationConfigurationNotFoundError', 'The replication configuration was not found', name);
    },
  }),
];
