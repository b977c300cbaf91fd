import type { Account } from '../../runtime/account.ts';
import { arn } from '../../runtime/account.ts';
import { invalidArn, wrongResourceType } from './api-errors.ts';

/** ARNs of Step Functions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html */
export const machineArn = (account: Account, name: string): string => arn(account, 'states', `stateMachine:${name}`);

export const activityArn = (account: Account, name: string): string => arn(account, 'states', `activity:${name}`);

export const executionArn = (account: Account, machineName: string, name: string): string =>
  arn(account, 'states', `execution:${machineName}:${name}`);

/** Express executions also carry a unique id: names may repeat. */
export const expressArn = (account: Account, machineName: string, name: string, id: string): string =>
  arn(account, 'states', `express:${machineName}:${name}:${id}`);

const PATTERN = /^arn:[\w-]+:states:[^:]*:[^:]*:(?<type>\w+):(?<rest>.+)$/;

/** A state machine's ARN with what may follow it: the number of a version or the name of an alias. */
export interface MachineReference {
  readonly machineArn: string;
  readonly machineName: string;
  readonly qualifier: string | undefined;
}

/** @throws AwsError InvalidArn when it is none, or not that of a state machine, version or alias */
export function parseMachineArn(text: string | undefined): MachineReference {
  const [name = '', qualifier] = resourceOf(text, 'stateMachine').split(':');
  const suffix = qualifier === undefined ? 0 : qualifier.length + 1;
  return { machineArn: (text ?? '').slice(0, (text ?? '').length - suffix), machineName: name, qualifier };
}

/** @throws AwsError InvalidArn */
export function parseExecutionArn(text: string | undefined): string {
  const type = PATTERN.exec(text ?? '')?.groups?.type;
  resourceOf(text, type === 'express' ? 'express' : 'execution');
  return text ?? '';
}

/** @throws AwsError InvalidArn */
export function parseActivityArn(text: string | undefined): string {
  resourceOf(text, 'activity');
  return text ?? '';
}

/** @throws AwsError InvalidArn */
export function parseMapRunArn(text: string | undefined): string {
  resourceOf(text, 'mapRun');
  return text ?? '';
}

/** @throws AwsError InvalidArn when the text is no ARN of Step Functions */
export function checkArn(text: string | undefined): string {
  if (!PATTERN.test(text ?? '')) throw invalidArn(text ?? '');
  return text ?? '';
}

function resourceOf(text: string | undefined, type: string): string {
  const groups = PATTERN.exec(text ?? '')?.groups;
  if (!groups) throw invalidArn(text ?? '');
  if (groups.type !== type) throw wrongResourceType(groups.type ?? '');
  return groups.rest ?? '';
}
