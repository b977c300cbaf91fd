import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { AwsError } from '../../../../emulator/door/errors.ts';
import { operation } from '../../../../emulator/door/operation.ts';
import type { ServiceDefinition } from '../../../../emulator/door/service.ts';
import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import type { DeliveryTrace } from '../../../../emulator/runtime/trace.ts';
import { createLogs } from '../../../../emulator/services/logs/service.ts';
import { createSns } from '../../../../emulator/services/sns/service.ts';
import { createSqs } from '../../../../emulator/services/sqs/service.ts';
import { startEndpoint } from '../../support/endpoint.ts';

export const ACCOUNT = '000000000000';
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

/** Lambda as SNS sees it: takes invocations and writes them down, or throws what a test put in its way. */
function lambdaRecorder(invocations: InvokeCommandInput[], failures: AwsError[]): ServiceDefinition {
  const invoke = operation<InvokeCommandInput, { StatusCode: number }>({
    name: 'Invoke',
    access: () => [],
    run(input) {
      const failure = failures.shift();
      if (failure) throw failure;
      invocations.push(input);
      return { StatusCode: 202 };
    },
  });
  return {
    name: 'lambda',
    signingName: 'lambda',
    sdk: '@aws-sdk/client-lambda',
    protocol: 'rest-json',
    operations: [invoke],
    resources: [],
  };
}

/** SNS and SQS behind a real endpoint, on a clock that the test moves. */
export async function openPostOffice({ allowNetwork = false } = {}) {
  const clock = new ManualClock();
  const invocations: InvokeCommandInput[] = [];
  const lambdaFailures: AwsError[] = [];
  const endpoint = await startEndpoint(
    (ports) => [
      createSqs({ ...ports, endpoint: () => 'http://127.0.0.1' }),
      createSns({ ...ports, allowNetwork }),
      createLogs(ports),
      lambdaRecorder(invocations, lambdaFailures),
    ],
    { clock },
  );
  const sns = new SNSClient(endpoint.client);
  const sqs = new SQSClient({ ...endpoint.client, useQueueUrlAsEndpoint: false });

  return {
    ...endpoint,
    clock,
    invocations,
    lambdaFailures,
    sns,
    sqs,
    /** Makes a queue that lets SNS in; answers its URL. */
    async queue(QueueName: string): Promise<string> {
      const fifo = QueueName.endsWith('.fifo');
      const Attributes = fifo ? { FifoQueue: 'true' } : {};
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
      const Statement = {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn(QueueName),
      };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
      return QueueUrl;
    },
    async receive(QueueUrl: string) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      return Messages;
    },
    /** Moves time on and waits until so many deliveries were tried. */
    async delivered(count: number, milliseconds = 0): Promise<DeliveryTrace[]> {
      const tried: DeliveryTrace[] = [];
      const enough = new Promise<void>((resolve) => {
        const stop = endpoint.trace.subscribe((record) => {
          if (record.kind === 'delivery') tried.push(record);
          if (tried.length < count) return;
          stop();
          resolve();
        });
      });
      clock.advance(milliseconds);
      await enough;
      return tried;
    },
    async close() {
      sns.destroy();
      sqs.destroy();
      await endpoint.close();
      expect(endpoint.faults).toEqual([]);
      expect(endpoint.trace.recent().filter(({ kind }) => kind === 'fault')).toEqual([]);
    },
  };
}

export type PostOffice = Awaited<ReturnType<typeof openPostOffice>>;
