import type { OptimisedService } from './optimised.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html */
export const DYNAMODB: OptimisedService = {
  name: 'dynamodb',
  service: 'dynamodb',
  prefix: 'DynamoDB',
  generic: 'AmazonDynamoDBException',
  serviceLabel: 'AmazonDynamoDBv2',
  actions: {
    getItem: { operation: 'GetItem', patterns: ['request'] },
    putItem: { operation: 'PutItem', patterns: ['request'] },
    updateItem: { operation: 'UpdateItem', patterns: ['request'] },
    deleteItem: { operation: 'DeleteItem', patterns: ['request'] },
  },
  metadata: {
    contentType: 'application/x-amz-json-1.0',
    connection: 'Connection',
    headers: (ids) => ({ Server: 'Server', 'x-amz-crc32': String(Math.floor(ids.random() * 2 ** 32)) }),
  },
};
