import * as z from 'zod';
import { answerCloudFormation, customResourceRequest } from '../../../functions/shared/custom-resource.ts';

const event = {
  RequestType: 'Create',
  ResponseURL: 'https://cloudformation.example/answer?signature=x',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Thing',
  ResourceProperties: { Size: '3', ServiceToken: 'arn' },
} as const;

describe('what CloudFormation asks', () => {
  const request = customResourceRequest(z.object({ Size: z.coerce.number() }));

  it('is known by its request id, and its properties are parsed', () => {
    const { correlationId, event: parsed } = request.parse(event);
    expect([correlationId, parsed.ResourceProperties]).toEqual(['request', { Size: 3 }]);
  });

  it('is refused when it is no such request', () => {
    expect(request.safeParse({ ...event, RequestType: 'Look' }).success).toBe(false);
    expect(request.safeParse({ ...event, ResourceProperties: {} }).success).toBe(false);
  });
});

describe('the answer to CloudFormation', () => {
  const answered = async (work: () => Promise<unknown>) => {
    const put: [string, unknown][] = [];
    const outcome = await answerCloudFormation(event, 'thing-1', work, async (url, body) => {
      put.push([url, JSON.parse(body)]);
    });
    return { outcome, put };
  };
  const about = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Thing', PhysicalResourceId: 'thing-1' };

  it('says that it was done', async () => {
    const { put } = await answered(async () => 'done');
    expect(put).toEqual([[event.ResponseURL, { ...about, Status: 'SUCCESS' }]]);
  });

  it('says why it was not, which fails the deployment', async () => {
    const { outcome, put } = await answered(async () => {
      throw new Error('Password not long enough');
    });
    const failed = { Status: 'FAILED', Reason: 'Password not long enough' };
    expect([outcome, put]).toMatchObject([failed, [[event.ResponseURL, { ...about, ...failed }]]]);
  });
});
