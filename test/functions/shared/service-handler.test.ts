import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { serviceHandler } from '../../../functions/shared/service-handler.ts';
import { createTelemetry } from '../../../functions/shared/telemetry.ts';

const CONTEXT: Context = {
  awsRequestId: 'r1',
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'telar-dev-images-inspect',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:telar-dev-images-inspect',
  logGroupName: 'g',
  logStreamName: 's',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 1000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

describe('a step', () => {
  Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' });
  const telemetry = createTelemetry();
  const request = z.object({ correlationId: z.string(), name: z.string() });

  test('is given what its state sent, and its result is the answer', async () => {
    const handler = serviceHandler({ request, telemetry, handle: async ({ name }) => ({ hello: name }) });

    expect(await handler({ correlationId: 'c1', name: 'Ana' }, CONTEXT)).toEqual({ hello: 'Ana' });
  });

  test('logs under the correlation id while it works, and forgets it afterwards', async () => {
    const seen: unknown[] = [];
    const handler = serviceHandler({
      request,
      telemetry,
      handle: async () => seen.push(telemetry.logger.getCorrelationId()),
    });
    await handler({ correlationId: 'c1', name: 'Ana' }, CONTEXT);

    expect(seen).toEqual(['c1']);
    expect(telemetry.logger.getCorrelationId()).toBeUndefined();
  });

  test('passes its error on to the state machine', async () => {
    const handler = serviceHandler({ request, telemetry, handle: () => Promise.reject(new RangeError('no')) });

    await expect(handler({ correlationId: 'c1', name: 'Ana' }, CONTEXT)).rejects.toThrow(RangeError);
  });

  test('refuses what its state should not have sent', async () => {
    const handler = serviceHandler({ request, telemetry, handle: async () => 'done' });

    await expect(handler({ correlationId: 'c1' }, CONTEXT)).rejects.toThrow(z.ZodError);
  });
});
