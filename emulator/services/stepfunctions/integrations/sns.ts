import type { OptimisedService } from './optimised.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html */
export const SNS: OptimisedService = {
  name: 'sns',
  service: 'sns',
  prefix: 'SNS',
  generic: 'AmazonSNSException',
  serviceLabel: 'AmazonSNS',
  actions: { publish: { operation: 'Publish', patterns: ['request', 'callback'] } },
  textMembers: ['Message'],
  metadata: { contentType: 'text/xml', connection: 'connection' },
};
