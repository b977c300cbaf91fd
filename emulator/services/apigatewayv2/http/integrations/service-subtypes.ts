import { badRequest } from '../../errors.ts';

/** How the value of a parameter is handed to the service. */
export type ParameterKind = 'text' | 'number' | 'date' | 'list' | 'json';

export interface ServiceSubtype {
  /** Folder name of the service, and its operation. */
  readonly service: string;
  readonly operation: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly kinds?: Readonly<Record<string, ParameterKind>>;
  /** The operation's input. */
  readonly input: (parameters: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

const asIs = (parameters: Readonly<Record<string, unknown>>) => parameters;

/** A member named otherwise than its parameter. */
const renamed = (names: Readonly<Record<string, string>>) => (parameters: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [names[name] ?? name, value]));

/**
 * AWS services that routes call without a function
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html).
 */
const SUBTYPES: Readonly<Record<string, ServiceSubtype>> = {
  'EventBridge-PutEvents': {
    service: 'eventbridge',
    operation: 'PutEvents',
    required: ['Detail', 'DetailType', 'Source'],
    optional: ['Time', 'EventBusName', 'Resources', 'Region', 'TraceHeader'],
    kinds: { Time: 'date', Resources: 'list' },
    input: (entry) => ({ Entries: [entry] }),
  },
  'SQS-SendMessage': {
    service: 'sqs',
    operation: 'SendMessage',
    required: ['QueueUrl', 'MessageBody'],
    optional: [
      'DelaySeconds',
      'MessageAttributes',
      'MessageDeduplicationId',
      'MessageGroupId',
      'MessageSystemAttributes',
      'Region',
    ],
    kinds: { DelaySeconds: 'number', MessageAttributes: 'json', MessageSystemAttributes: 'json' },
    input: asIs,
  },
  'SQS-ReceiveMessage': {
    service: 'sqs',
    operation: 'ReceiveMessage',
    required: ['QueueUrl'],
    optional: [
      'AttributeNames',
      'MaxNumberOfMessages',
      'MessageAttributeNames',
      'ReceiveRequestAttemptId',
      'VisibilityTimeout',
      'WaitTimeSeconds',
      'Region',
    ],
    kinds: {
      AttributeNames: 'list',
      MessageAttributeNames: 'list',
      MaxNumberOfMessages: 'number',
      VisibilityTimeout: 'number',
      WaitTimeSeconds: 'number',
    },
    input: asIs,
  },
  'SQS-DeleteMessage': {
    service: 'sqs',
    operation: 'DeleteMessage',
    required: ['ReceiptHandle', 'QueueUrl'],
    optional: ['Region'],
    input: asIs,
  },
  'SQS-PurgeQueue': {
    service: 'sqs',
    operation: 'PurgeQueue',
    required: ['QueueUrl'],
    optional: ['Region'],
    input: asIs,
  },
  'StepFunctions-StartExecution': {
    service: 'stepfunctions',
    operation: 'StartExecution',
    required: ['StateMachineArn'],
    optional: ['Name', 'Input', 'Region'],
    input: renamed({ StateMachineArn: 'stateMachineArn', Name: 'name', Input: 'input' }),
  },
  'StepFunctions-StartSyncExecution': {
    service: 'stepfunctions',
    operation: 'StartSyncExecution',
    required: ['StateMachineArn'],
    optional: ['Name', 'Input', 'Region', 'TraceHeader'],
    input: renamed({ StateMachineArn: 'stateMachineArn', Name: 'name', Input: 'input', TraceHeader: 'traceHeader' }),
  },
  'StepFunctions-StopExecution': {
    service: 'stepfunctions',
    operation: 'StopExecution',
    required: ['ExecutionArn'],
    optional: ['Cause', 'Error', 'Region'],
    input: renamed({ ExecutionArn: 'executionArn', Cause: 'cause', Error: 'error' }),
  },
};

/** @throws AwsError BadRequestException for one that AWS or the emulator does not have */
export function serviceSubtype(name: string): ServiceSubtype {
  const found = SUBTYPES[name];
  if (found) return found;
  throw badRequest(`The emulator has no integration subtype ${name}; it has ${Object.keys(SUBTYPES).join(', ')}.`);
}

/** @throws AwsError BadRequestException */
export function checkServiceParameters(name: string, parameters: Readonly<Record<string, string>> = {}): void {
  const { required, optional } = serviceSubtype(name);
  const missing = required.filter((parameter) => parameters[parameter] === undefined);
  if (missing.length > 0)
    throw badRequest(`Integration subtype ${name} needs the request parameters ${missing.join(', ')}.`);
  const unknown = Object.keys(parameters).filter((parameter) => ![...required, ...optional].includes(parameter));
  if (unknown.length > 0)
    throw badRequest(`Integration subtype ${name} has no request parameters ${unknown.join(', ')}.`);
}
