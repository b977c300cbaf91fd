import type { Door } from '../../../door/door.ts';
import { JsonCodec, STATES_SDK_INTEGRATION } from '../../../door/wire/json.ts';
import { loadModel } from '../../../door/wire/model.ts';
import { SDK_SERVICES } from '../../stepfunctions/integrations/aws-sdk-names.ts';
import { validation } from '../errors.ts';
import type { ScheduleTarget } from '../model.ts';
import type { RequestMaker } from './target-request.ts';
import { templatedTarget } from './templated.ts';

const UNIVERSAL = /^arn:[^:]+:scheduler:::aws-sdk:([^:]+):([A-Za-z0-9]+)$/;
/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html#unsupported-api-actions */
const READING =
  /^(get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate|batchGet|batchDescribe|batchRead|transactGet|adminGet|adminList|testMigration|retrieve|testConnection|translateDocument|isAuthorized|invokeModel)/;

/**
 * How a target is called: one of the templated kinds by its ARN, or any operation that changes something, as
 * `arn:aws:scheduler:::aws-sdk:<service>:<operation>`.
 *
 * @throws AwsError ValidationException naming what cannot be a target here
 */
export function requestMaker(door: Door, { Arn }: ScheduleTarget): RequestMaker {
  const [, name = '', action = ''] = UNIVERSAL.exec(Arn) ?? [];
  if (!name) {
    const templated = templatedTarget(Arn);
    if (!templated) throw validation(`The emulator's scheduler has no target of the kind of ${Arn}.`);
    return templated;
  }
  const service = SDK_SERVICES[name]?.service;
  const operation = `${action.charAt(0).toUpperCase()}${action.slice(1)}`;
  if (READING.test(action)) throw validation(`${Arn} only reads: it cannot be a target.`);
  if (!service || !door.has(service, operation))
    throw validation(`The emulator has no operation ${action} of ${name}.`);
  return ({ input }) => ({ service, operation, input: decode(door, service, operation, input) });
}

function decode(door: Door, service: string, operation: string, input: string): unknown {
  const sdk = door.services().find(({ name }) => name === service)?.sdk;
  const schema = sdk === undefined ? undefined : loadModel(sdk).operations.get(operation)?.input;
  if (!schema) throw validation(`The model of ${service} has no operation ${operation}.`);
  return new JsonCodec(STATES_SDK_INTEGRATION).read(schema, JSON.parse(input)) ?? {};
}
