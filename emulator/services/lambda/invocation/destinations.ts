import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import type { Door } from '../../../door/door.ts';
import type { Identities } from '../../../door/identities.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Trace } from '../../../runtime/trace.ts';
import { type FunctionVersion, LATEST } from '../functions/function-record.ts';
import type { FunctionStore } from '../functions/function-store.ts';
import type { AsyncEvent } from './async-event.ts';
import type { Invoked } from './invoker.ts';

export type FailureCondition = 'RetriesExhausted' | 'EventAgeExceeded';

interface Options {
  readonly door: Door;
  readonly identities: Identities;
  readonly functions: FunctionStore;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly endpoint: () => string;
}

/** Where asynchronous events go when they are done with: destinations and the dead-letter target, as the function's role. */
export class AsyncDestinations {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async succeeded(event: AsyncEvent, version: FunctionVersion, result: Invoked): Promise<void> {
    const target = this.#config(event)?.onSuccess;
    if (target) await this.#hand(event, version, target, () => this.#record(event, version, 'Success', result));
  }

  async failed(
    event: AsyncEvent,
    version: FunctionVersion,
    condition: FailureCondition,
    result?: Invoked,
  ): Promise<void> {
    const target = this.#config(event)?.onFailure;
    if (target) await this.#hand(event, version, target, () => this.#record(event, version, condition, result));
    if (version.deadLetterTarget) await this.#deadLetter(event, version, version.deadLetterTarget, result);
    if (!target && !version.deadLetterTarget) this.#trace(event, 'nowhere', 'dropped', condition);
  }

  #config({ functionName, qualifier }: AsyncEvent) {
    return this.#options.functions.invokeConfig(functionName, qualifier ?? LATEST);
  }

  async #hand(
    event: AsyncEvent,
    version: FunctionVersion,
    target: string,
    record: () => InvocationRecord,
  ): Promise<void> {
    await this.#attempt(event, target, async () => {
      const principal = this.#role(version);
      await sendRecord(this.#options, principal, target, record());
    });
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
  async #deadLetter(event: AsyncEvent, version: FunctionVersion, target: string, result?: Invoked): Promise<void> {
    const attributes = {
      RequestID: { DataType: 'String', StringValue: event.requestId },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: {
        DataType: 'String',
        StringValue: (result?.error?.errorMessage ?? 'Event age exceeded').slice(0, 1_000),
      },
    };
    await this.#attempt(event, target, async () => {
      const { door, endpoint } = this.#options;
      const principal = this.#role(version);
      if (isTopic(target)) {
        const input: PublishCommandInput = { TopicArn: target, Message: event.payload, MessageAttributes: attributes };
        return void (await door.call({ service: 'sns', operation: 'Publish', principal }, input));
      }
      const QueueUrl = queueUrl(target, endpoint());
      const input: SendMessageCommandInput = { QueueUrl, MessageBody: event.payload, MessageAttributes: attributes };
      await door.call({ service: 'sqs', operation: 'SendMessage', principal }, input);
    });
  }

  async #attempt(event: AsyncEvent, target: string, send: () => Promise<void>): Promise<void> {
    try {
      await send();
      this.#trace(event, target, 'delivered');
    } catch (error) {
      this.#trace(event, target, 'dropped', error instanceof Error ? error.message : String(error));
    }
  }

  #role({ role, functionName }: FunctionVersion): Principal {
    return this.#options.identities.assumeForService(role, 'lambda.amazonaws.com', functionName);
  }

  #trace(event: AsyncEvent, to: string, outcome: 'delivered' | 'dropped', reason?: string): void {
    const { trace, clock } = this.#options;
    const attempt = event.failures + event.throttles + 1;
    trace.record({
      kind: 'delivery',
      at: clock.now(),
      from: event.invokedArn,
      to,
      attempt,
      outcome,
      ...(reason ? { reason } : {}),
    });
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations */
  #record(event: AsyncEvent, version: FunctionVersion, condition: string, result?: Invoked): InvocationRecord {
    const functionArn = event.qualifier === undefined ? `${event.invokedArn}:${LATEST}` : event.invokedArn;
    return {
      version: '1.0',
      timestamp: new Date(this.#options.clock.now()).toISOString(),
      requestContext: {
        requestId: event.requestId,
        functionArn,
        condition,
        approximateInvokeCount: condition === 'Success' ? event.failures + 1 : event.failures,
      },
      requestPayload: JSON.parse(event.payload),
      ...(result
        ? {
            responseContext: {
              statusCode: 200,
              executedVersion: version.version,
              ...(result.error ? { functionError: 'Unhandled' } : {}),
            },
            responsePayload: JSON.parse(Buffer.from(result.payload).toString()),
          }
        : {}),
    };
  }
}

interface InvocationRecord {
  readonly version: '1.0';
  readonly timestamp: string;
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: string;
    readonly approximateInvokeCount: number;
  };
  readonly requestPayload: unknown;
  readonly responseContext?: unknown;
  readonly responsePayload?: unknown;
}

/** Hands a record to a destination by the kind that its ARN shows. */
async function sendRecord(
  { door, endpoint }: Pick<Options, 'door' | 'endpoint'>,
  principal: Principal,
  target: string,
  record: InvocationRecord,
): Promise<void> {
  const body = JSON.stringify(record);
  const call = (service: string, operation: string, input: unknown) =>
    door.call({ service, operation, principal }, input);
  const [, , service, , , resource = ''] = target.split(':');
  if (service === 'sqs') {
    const input: SendMessageCommandInput = { QueueUrl: queueUrl(target, endpoint()), MessageBody: body };
    await call('sqs', 'SendMessage', input);
  } else if (service === 'sns') {
    const input: PublishCommandInput = { TopicArn: target, Message: body };
    await call('sns', 'Publish', input);
  } else if (service === 'lambda') {
    const input: InvokeCommandInput = { FunctionName: target, InvocationType: 'Event', Payload: Buffer.from(body) };
    await call('lambda', 'Invoke', input);
  } else if (service === 'events') {
    await call('eventbridge', 'PutEvents', busEntry(target, record));
  } else {
    const { functionArn, requestId } = record.requestContext;
    const folder = functionArn.split(':').slice(6).join('/');
    const input: PutObjectCommandInput = {
      Bucket: resource,
      Key: `${folder}/${record.timestamp}-${requestId}`,
      Body: Buffer.from(body),
    };
    await call('s3', 'PutObject', input);
  }
}

function busEntry(bus: string, record: InvocationRecord): PutEventsCommandInput {
  const { condition, functionArn } = record.requestContext;
  const result = condition === 'Success' ? 'Success' : 'Failure';
  return {
    Entries: [
      {
        EventBusName: bus,
        Source: 'lambda',
        DetailType: `Lambda Function Invocation Result - ${result}`,
        Resources: [bus, functionArn],
        Detail: JSON.stringify(record),
      },
    ],
  };
}

const isTopic = (arn: string) => arn.split(':')[2] === 'sns';

function queueUrl(arn: string, endpoint: string): string {
  const [, , , , account, name] = arn.split(':');
  return `${endpoint}/${account}/${name}`;
}
