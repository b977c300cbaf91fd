import type { Context } from 'aws-lambda';

export const CONTEXT: Context = {
  awsRequestId: 'r1',
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'telar-dev-chat-sendmessage',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:telar-dev-chat-sendmessage',
  logGroupName: 'g',
  logStreamName: 's',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 1000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};
