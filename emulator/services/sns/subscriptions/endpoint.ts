import { invalid, invalidParameter, notSupported } from '../errors.ts';
import type { Topic } from '../topics/topic.ts';
import { PROTOCOLS, type Protocol } from './subscription.ts';

const QUEUE = /^arn:[^:]+:sqs:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/;
const FUNCTION = /^arn:[^:]+:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;
const MAIL_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/;
/** E.164, with the separators that AWS ignores. */
const PHONE_NUMBER = /^\+?[\d\s./()-]+$/;

const isProtocol = (text: string): text is Protocol => PROTOCOLS.some((protocol) => protocol === text);

/** @throws AwsError InvalidParameter; NotImplemented for what AWS has and the emulator has not */
export function readProtocol(text: string | undefined): Protocol {
  if (!text) throw invalidParameter('Protocol');
  if (text === 'application' || text === 'firehose') throw notSupported(`the protocol ${text}`);
  if (!isProtocol(text)) throw invalidParameter(`Amazon SNS does not support this protocol string: ${text}`);
  return text;
}

/** @throws AwsError InvalidParameter when the endpoint is none of its protocol, or does not go with the topic */
export function checkEndpoint(topic: Topic, protocol: Protocol, endpoint: string | undefined): string {
  if (!endpoint) throw invalidParameter('Endpoint');
  if (topic.fifo && protocol !== 'sqs') {
    throw invalidParameter('Invalid parameter: Endpoint Reason: Please use FIFO SQS queue');
  }
  if (protocol === 'sqs') checkQueue(topic, endpoint);
  else if (protocol === 'lambda' && !FUNCTION.test(endpoint)) throw invalidParameter('Lambda endpoint ARN');
  else if (protocol === 'http' || protocol === 'https') checkUrl(protocol, endpoint);
  else if (protocol.startsWith('email') && !MAIL_ADDRESS.test(endpoint)) throw invalidParameter('Email address');
  else if (protocol === 'sms' && !isPhoneNumber(endpoint)) throw invalid(`Invalid SMS endpoint: ${endpoint}`);
  return endpoint;
}

export const isPhoneNumber = (text: string) => PHONE_NUMBER.test(text) && text.replace(/\D/g, '').length >= 4;

function checkQueue(topic: Topic, endpoint: string): void {
  if (!QUEUE.test(endpoint)) throw invalidParameter('SQS endpoint ARN');
  if (endpoint.endsWith('.fifo') && !topic.fifo) {
    throw invalidParameter(
      'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    );
  }
}

function checkUrl(protocol: string, endpoint: string): void {
  if (!endpoint.startsWith(`${protocol}://`)) throw invalidParameter('Endpoint must match the specified protocol');
  if (!URL.canParse(endpoint)) throw invalidParameter('Endpoint');
}
