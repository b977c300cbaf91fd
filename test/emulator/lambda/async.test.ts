import {
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import type { TraceRecord } from '../../../emulator/runtime/trace.ts';
import { createSqs } from '../../../emulator/services/sqs/service.ts';
import { type Functions, startFunctions } from './support/functions.ts';

const MINUTE = 60_000;

describe('an asynchronous invocation', () => {
  let clock: ManualClock;
  let functions: Functions;
  let endpoint = '';
  beforeEach(async () => {
    clock = new ManualClock();
    functions = await startFunctions({ clock, more: (ports) => [createSqs({ ...ports, endpoint: () => endpoint })] });
    endpoint = functions.endpoint;
    await functions.create(
      'echo',
      "export const handler = async (event) => { if (event.fail) throw new Error('no'); return event; };",
    );
  });
  afterEach(() => functions.close());

  const send = (event: unknown) =>
    functions.lambdaClient.send(
      new InvokeCommand({ FunctionName: 'echo', InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(event)) }),
    );

  /** Moves the clock and waits until the function has logged the end of an invocation, or a delivery was traced. */
  async function advance(milliseconds: number, awaited: (record: TraceRecord) => boolean): Promise<TraceRecord> {
    const found = new Promise<TraceRecord>((resolve) => {
      const stop = functions.trace.subscribe((record) => {
        if (!awaited(record)) return;
        stop();
        resolve(record);
      });
    });
    clock.advance(milliseconds);
    return found;
  }
  const ended = (record: TraceRecord) => record.kind === 'log' && record.message.startsWith('REPORT');
  const delivered = (record: TraceRecord) => record.kind === 'delivery';

  async function queue(name: string) {
    const sqs = new SQSClient(functions.client);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    return {
      arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
      receive: async () => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
        );
        return Messages;
      },
    };
  }

  const configure = (config: object) =>
    functions.lambdaClient.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'echo', ...config }));

  it('is accepted with 202 and run later', async () => {
    const { StatusCode } = await send({ a: 1 });

    expect(StatusCode).toBe(202);
    await advance(0, ended);
  });

  it('is retried after one minute and again after two, and then dropped', async () => {
    await send({ fail: true });
    await advance(0, ended);
    await settled();
    await advance(MINUTE, ended);
    await settled();

    const [last] = await Promise.all([advance(2 * MINUTE, delivered)]);

    expect(last).toMatchObject({ outcome: 'dropped', reason: 'RetriesExhausted' });
    const runs = functions.trace.recent().filter(ended);
    expect(runs).toHaveLength(3);
  });

  it('hands the record of a success to its destination', async () => {
    const target = await queue('successes');
    await allow(functions, 'sqs:SendMessage', target.arn);
    await configure({ DestinationConfig: { OnSuccess: { Destination: target.arn } } });
    await send({ a: 1 });

    expect(await advance(0, delivered)).toMatchObject({ outcome: 'delivered', to: target.arn });

    const [message] = await target.receive();
    expect(JSON.parse(message?.Body ?? '')).toEqual({
      version: '1.0',
      timestamp: expect.any(String),
      requestContext: {
        requestId: expect.any(String),
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:echo:$LATEST',
        condition: 'Success',
        approximateInvokeCount: 1,
      },
      requestPayload: { a: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
      responsePayload: { a: 1 },
    });
  });

  it('hands the record of a failure to its destination, without retries when there are to be none', async () => {
    const target = await queue('failures');
    await allow(functions, 'sqs:SendMessage', target.arn);
    await configure({ MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: target.arn } } });
    await send({ fail: true });

    await advance(0, delivered);

    const [message] = await target.receive();
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      requestPayload: { fail: true },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'no' },
    });
  });

  it('goes to the dead-letter queue with the reason in its attributes', async () => {
    const target = await queue('dead');
    await allow(functions, 'sqs:SendMessage', target.arn);
    await configure({ MaximumRetryAttempts: 0 });
    await functions.lambdaClient.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'echo', DeadLetterConfig: { TargetArn: target.arn } }),
    );
    await send({ fail: true });

    await advance(0, delivered);

    const [message] = await target.receive();
    expect(message?.Body).toBe('{"fail":true}');
    expect(message?.MessageAttributes).toMatchObject({
      ErrorMessage: { StringValue: 'no' },
      ErrorCode: { StringValue: '200' },
      RequestID: { StringValue: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('tells when its role may not reach the destination', async () => {
    const target = await queue('forbidden');
    await configure({ DestinationConfig: { OnSuccess: { Destination: target.arn } } });
    await send({});

    expect(await advance(0, delivered)).toMatchObject({
      outcome: 'dropped',
      reason: expect.stringContaining('is not authorized to perform: sqs:SendMessage'),
    });
  });

  it('waits while there is no concurrency for it, and is given up when it is too old', async () => {
    await configure({ MaximumEventAgeInSeconds: 60 });
    await functions.lambdaClient.send(
      new PutFunctionConcurrencyCommand({ FunctionName: 'echo', ReservedConcurrentExecutions: 0 }),
    );
    await send({});
    clock.advance(0);
    await settled();
    for (const pause of [1, 2, 4, 8, 16, 32]) {
      expect(functions.trace.recent().filter(delivered)).toHaveLength(0);
      const last = pause === 32 ? advance(pause * 1_000, delivered) : undefined;
      if (last) expect(await last).toMatchObject({ outcome: 'dropped', reason: 'EventAgeExceeded' });
      else clock.advance(pause * 1_000);
      await settled();
    }
  });

  it('has a configuration that can be read', async () => {
    await configure({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 120 });

    expect(
      await functions.lambdaClient.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: 'echo' })),
    ).toMatchObject({
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:echo:$LATEST',
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 120,
    });
  });
});

/** Lets what is under way in this process come to rest. */
const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

async function allow(functions: Functions, action: string, resource: string): Promise<void> {
  const { IAMClient, PutRolePolicyCommand } = await import('@aws-sdk/client-iam');
  await new IAMClient(functions.client).send(
    new PutRolePolicyCommand({
      RoleName: 'function-role',
      PolicyName: action.replace(':', '-'),
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
      }),
    }),
  );
}
