import type { OptimisedService } from './optimised.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html */
export const SQS: OptimisedService = {
  name: 'sqs',
  service: 'sqs',
  prefix: 'SQS',
  generic: 'AmazonSQSException',
  serviceLabel: 'AmazonSQS',
  actions: { sendMessage: { operation: 'SendMessage', patterns: ['request', 'callback'] } },
  textMembers: ['MessageBody'],
  metadata: { contentType: 'application/x-amz-json-1.0', connection: 'connection' },
};
