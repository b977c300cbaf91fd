import type { Target } from '@aws-sdk/client-eventbridge';
import { parseArn } from '../arns.ts';
import { constraint, limitExceeded, validation } from '../errors.ts';
import { unknownPlaceholders } from '../input-transformer.ts';
import { compileJsonPath } from '../json-path.ts';
import {
  EVENT_AGE_SECONDS,
  INPUT_CHARACTERS,
  INPUT_PATHS,
  INPUT_TEMPLATE_CHARACTERS,
  RETRY_ATTEMPTS,
  TARGET_ID_CHARACTERS,
  TARGETS_PER_RULE,
} from '../limits.ts';
import type { Rule, RuleTarget } from '../state/model.ts';
import { checkRange, checkText, required, requiredText } from '../validate.ts';
import type { TargetKinds } from './kinds.ts';

/** Settings for kinds of targets that the emulator does not have. */
const FOREIGN = [
  'KinesisParameters',
  'RunCommandParameters',
  'EcsParameters',
  'BatchParameters',
  'RedshiftDataParameters',
  'SageMakerPipelineParameters',
  'AppSyncParameters',
] as const;

/**
 * The targets of a rule after PutTargets: one with a known id is replaced in its place.
 *
 * @throws AwsError ValidationException naming the target, LimitExceededException
 */
export function addTargets(rule: Rule, targets: readonly Target[], kinds: TargetKinds): readonly RuleTarget[] {
  if (targets.length === 0) throw constraint('[]', 'targets', 'have length greater than or equal to 1');
  const byId = new Map(rule.targets.map((target) => [target.Id, target]));
  targets.forEach((target, index) => {
    const checked = checkTarget(target, index + 1, kinds, rule);
    byId.set(checked.Id, checked);
  });
  if (byId.size > TARGETS_PER_RULE) {
    throw limitExceeded('The requested resource exceeds the maximum number allowed.');
  }
  return [...byId.values()];
}

function checkTarget(target: Target, position: number, kinds: TargetKinds, rule: Rule): RuleTarget {
  const Id = requiredText(target.Id, `targets.${position}.member.id`, {
    longest: TARGET_ID_CHARACTERS,
    pattern: /^[.\-_A-Za-z0-9]+$/,
  });
  const Arn = required(target.Arn, `targets.${position}.member.arn`);
  if (!parseArn(Arn)) throw validation(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  const kind = kinds.of(Arn);
  if (!kind)
    throw validation(`The emulator delivers to ${kinds.titles().join(', ')}, but not to ${Arn} of target ${Id}.`);
  const foreign = FOREIGN.find((name) => target[name] !== undefined);
  if (foreign) throw validation(`${foreign} of target ${Id} is not supported by the emulator.`);
  if (kind.needsRole && !target.RoleArn && !rule.roleArn) throw validation(`RoleArn is required for target ${Arn}.`);
  if (Arn.endsWith('.fifo') && parseArn(Arn)?.service === 'sqs' && !target.SqsParameters?.MessageGroupId) {
    throw validation(`Parameter(s) SqsParameters must be specified for target: ${Id}.`);
  }
  checkInput(target, Id);
  checkRetry(target, position);
  if (isOwnBus(Arn, rule)) throw validation(`Target ${Id} is the rule's own event bus: the event would go in circles.`);
  return { ...target, Id, Arn };
}

const isOwnBus = (arn: string, { bus }: Rule) => {
  const parts = parseArn(arn);
  return parts?.service === 'events' && parts.resource === `event-bus/${bus}`;
};

function checkInput(target: Target, id: string): void {
  const { Input, InputPath, InputTransformer } = target;
  const given = [Input, InputPath, InputTransformer].filter((value) => value !== undefined);
  if (given.length > 1)
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  if (Input !== undefined) {
    checkText(Input, 'input', { longest: INPUT_CHARACTERS });
    if (!isJson(Input)) throw validation(`Input for target ${id} is not a valid JSON text.`);
  }
  if (InputPath !== undefined && !compileJsonPath(InputPath))
    throw validation(`InputPath for target ${id} is invalid.`);
  if (InputTransformer) checkTransformer(InputTransformer, id);
}

function checkTransformer(transformer: NonNullable<Target['InputTransformer']>, id: string): void {
  const template = required(transformer.InputTemplate, 'inputTemplate');
  checkText(template, 'inputTemplate', { longest: INPUT_TEMPLATE_CHARACTERS });
  const paths = Object.entries(transformer.InputPathsMap ?? {});
  if (paths.length > INPUT_PATHS) {
    throw validation(`InputPathsMap for target ${id} has more than ${INPUT_PATHS} entries.`);
  }
  for (const [name, path] of paths) {
    if (/^aws/i.test(name)) throw validation(`InputPathsMap for target ${id} has the reserved key ${name}.`);
    if (!compileJsonPath(path)) throw validation(`InputPathsMap for target ${id} has the invalid path ${path}.`);
  }
  const [unknown] = unknownPlaceholders(transformer);
  if (unknown !== undefined) {
    throw validation(`InputTemplate for target ${id} contains invalid placeholder ${unknown}.`);
  }
}

function checkRetry({ RetryPolicy }: Target, position: number): void {
  const member = `targets.${position}.member.retryPolicy`;
  checkRange(RetryPolicy?.MaximumRetryAttempts, `${member}.maximumRetryAttempts`, 0, RETRY_ATTEMPTS);
  const { shortest, longest } = EVENT_AGE_SECONDS;
  checkRange(RetryPolicy?.MaximumEventAgeInSeconds, `${member}.maximumEventAgeInSeconds`, shortest, longest);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
