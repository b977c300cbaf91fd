import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import type { StartExecutionCommandInput } from '@aws-sdk/client-sfn';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { parseArn } from '../../eventbridge/arns.ts';
import type { RequestMaker } from './target-request.ts';

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html */
const TEMPLATED: Readonly<Record<string, RequestMaker>> = {
  lambda({ target, input }) {
    const request: InvokeCommandInput = {
      FunctionName: target.Arn,
      InvocationType: 'Event',
      Payload: Buffer.from(input),
    };
    return { service: 'lambda', operation: 'Invoke', input: request };
  },
  states({ target, input, executionId }) {
    const request: StartExecutionCommandInput = { stateMachineArn: target.Arn, name: executionId, input };
    return { service: 'stepfunctions', operation: 'StartExecution', input: request };
  },
  sqs({ target, input, executionId }) {
    const group = target.SqsParameters?.MessageGroupId;
    const request: SendMessageCommandInput = {
      QueueUrl: queueUrl(target.Arn),
      MessageBody: input,
      ...(group ? { MessageGroupId: group } : {}),
      ...(target.Arn.endsWith('.fifo') ? { MessageDeduplicationId: executionId } : {}),
    };
    return { service: 'sqs', operation: 'SendMessage', input: request };
  },
  sns({ target, input }) {
    const request: PublishCommandInput = { TopicArn: target.Arn, Message: input };
    return { service: 'sns', operation: 'Publish', input: request };
  },
  events({ target, input }) {
    const { Source, DetailType } = target.EventBridgeParameters ?? {};
    const request: PutEventsCommandInput = {
      Entries: [{ EventBusName: target.Arn, Source, DetailType, Detail: input }],
    };
    return { service: 'eventbridge', operation: 'PutEvents', input: request };
  },
};

/** Undefined for an ARN of something that is no templated target here. */
export function templatedTarget(arn: string): RequestMaker | undefined {
  const parts = parseArn(arn);
  return parts && Object.hasOwn(TEMPLATED, parts.service) ? TEMPLATED[parts.service] : undefined;
}

/** The services find a queue by the last part of its URL. */
export function queueUrl(arn: string): string {
  const { region, account, resource } = parseArn(arn) ?? { region: '', account: '', resource: '' };
  return `https://sqs.${region}.amazonaws.com/${account}/${resource}`;
}
