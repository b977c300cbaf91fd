import { AwsError } from '../../../door/errors.ts';
import { parsePolicy } from '../../iam/policy/document.ts';
import { topicDeliveryPolicy } from '../delivery/http-policy.ts';
import { invalidParameter, notSupported } from '../errors.ts';
import { readJsonAttribute } from '../json-attribute.ts';
import { DISPLAY_NAME_CHARACTERS } from '../limits.ts';

/** @throws AwsError InvalidParameter; `prefix` goes before the attribute's name in the message */
type Check = (value: string, name: string, prefix: string) => void;

const anything: Check = () => undefined;
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value, name, prefix) => {
    if (!allowed.includes(value)) {
      throw invalidParameter(`${prefix}${name}: Invalid value [${value}]. Must be ${allowed.join(' or ')}.`);
    }
  };
const sampleRate: Check = (value, name, prefix) => {
  const rate = Number(value);
  if (!/^\d+$/.test(value) || rate > 100) {
    throw invalidParameter(`${prefix}${name}: Invalid value [${value}]. Must be a whole number from 0 to 100.`);
  }
};
const roleArn: Check = (value, name, prefix) => {
  if (!/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(value)) throw invalidParameter(`${prefix}${name}`);
};
const policy: Check = (value, _name, prefix) => {
  try {
    parsePolicy(value);
  } catch (error) {
    if (error instanceof AwsError) throw invalidParameter(`${prefix}Policy Error: ${error.message}`);
    throw error;
  }
};

/** Kinds of subscribers for which deliveries can be logged. */
const LOGGED = ['HTTP', 'Firehose', 'Lambda', 'Application', 'SQS'];
const feedback = LOGGED.flatMap((kind): [string, Check][] => [
  [`${kind}SuccessFeedbackRoleArn`, roleArn],
  [`${kind}SuccessFeedbackSampleRate`, sampleRate],
  [`${kind}FailureFeedbackRoleArn`, roleArn],
]);

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
const SETTABLE: ReadonlyMap<string, Check> = new Map<string, Check>([
  [
    'DisplayName',
    (value, _name, prefix) => {
      if (value.length > DISPLAY_NAME_CHARACTERS) throw invalidParameter(`${prefix}DisplayName`);
    },
  ],
  ['Policy', policy],
  ['DeliveryPolicy', (value, name, prefix) => void readJsonAttribute(`${prefix}${name}`, topicDeliveryPolicy, value)],
  ['KmsMasterKeyId', anything],
  ['SignatureVersion', oneOf('1', '2')],
  ['TracingConfig', oneOf('PassThrough', 'Active')],
  ...feedback,
]);

const FIFO_ONLY: ReadonlyMap<string, Check> = new Map([
  ['ContentBasedDeduplication', oneOf('true', 'false')],
  ['FifoThroughputScope', oneOf('Topic', 'MessageGroup')],
]);

/**
 * Checks one attribute that is to be set on a topic that is there. An empty value takes it away.
 *
 * @throws AwsError InvalidParameter
 */
export function checkTopicAttribute(name: string, value: string, fifo: boolean, prefix = ''): void {
  if (name === 'ArchivePolicy') throw notSupported('archiving and replaying messages (ArchivePolicy)');
  const check = SETTABLE.get(name) ?? (fifo ? FIFO_ONLY.get(name) : undefined);
  if (!check) throw invalidParameter(prefix ? `${prefix}Unknown attribute: ${name}` : 'AttributeName');
  if (value !== '') check(value, name, prefix);
}

/** Checks the attributes of a new topic, which alone may say whether it is a FIFO one. */
export function checkNewTopicAttributes(attributes: Readonly<Record<string, string>>): void {
  const { FifoTopic, ...rest } = attributes;
  const prefix = 'Attributes Reason: ';
  if (FifoTopic !== undefined) oneOf('true', 'false')(FifoTopic, 'FifoTopic', prefix);
  for (const [name, value] of Object.entries(rest)) checkTopicAttribute(name, value, FifoTopic === 'true', prefix);
}
