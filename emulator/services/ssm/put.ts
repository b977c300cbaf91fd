import type { ParameterTier, ParameterType } from '@aws-sdk/client-ssm';
import type { ParameterChanges } from './changes.ts';
import { alreadyExists, invalidPattern, patternMismatch, typeMismatch, unsupportedType, validation } from './errors.ts';
import {
  ADVANCED_VALUE_BYTES,
  ALLOWED_PATTERN_CHARACTERS,
  DESCRIPTION_CHARACTERS,
  STANDARD_VALUE_BYTES,
  TAGS,
} from './limits.ts';
import { checkName, parseSelector } from './parameter-name.ts';
import type { Parameter, Parameters } from './parameters.ts';

export interface PutRequest {
  readonly name: string;
  readonly value: string;
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  readonly dataType?: string | undefined;
  readonly tier?: string | undefined;
  readonly keyId?: string | undefined;
  readonly overwrite: boolean;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** ARN of who puts it. */
  readonly modifiedBy: string;
}

const TYPES: readonly string[] = ['String', 'StringList', 'SecureString'] satisfies ParameterType[];
const TIERS: readonly string[] = ['Standard', 'Advanced', 'Intelligent-Tiering'] satisfies ParameterTier[];
const DATA_TYPES = ['text', 'aws:ec2:image', 'aws:ssm:integration'];
const isType = (type: string): type is ParameterType => TYPES.includes(type);
const isTier = (tier: string): tier is ParameterTier => TIERS.includes(tier);

/** The key that encrypts when none is named. */
const DEFAULT_KEY = 'alias/aws/ssm';

/**
 * Creates a parameter or its next version; what a new version does not say, it takes from the one before
 * (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html).
 */
export function putParameter(
  { parameters, changes }: { parameters: Parameters; changes: ParameterChanges },
  request: PutRequest,
): Parameter {
  const { name } = parseSelector(request.name);
  const existing = parameters.find(name);
  if (!existing) checkName(name);
  if (existing && !request.overwrite) throw alreadyExists();
  if (request.tags && request.overwrite)
    throw validation(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  const type = typeOf(request, existing);
  checkTexts(request);
  const allowedPattern = request.allowedPattern ?? existing?.allowedPattern;
  checkValue(request.value, type, allowedPattern);
  const parameter = parameters.put(
    {
      name,
      type,
      value: request.value,
      tier: tierOf(request, existing),
      dataType: dataTypeOf(request, existing),
      description: request.description ?? existing?.description,
      allowedPattern,
      keyId: type === 'SecureString' ? (request.keyId ?? existing?.keyId ?? DEFAULT_KEY) : undefined,
      modifiedBy: request.modifiedBy,
    },
    request.tags,
  );
  changes.tell(existing ? 'Update' : 'Create', parameter);
  return parameter;
}

function typeOf({ type }: PutRequest, existing: Parameter | undefined): ParameterType {
  if (type === undefined) {
    if (existing) return existing.type;
    throw validation('A parameter type is required when you create a parameter.');
  }
  if (!isType(type)) throw unsupportedType(type);
  if (existing && existing.type !== type) throw typeMismatch();
  return type;
}

function tierOf({ tier = 'Standard', value }: PutRequest, existing: Parameter | undefined): ParameterTier {
  if (!isTier(tier)) throw validation(`The tier ${tier} isn't valid. Valid tiers are: ${TIERS.join(', ')}.`);
  const bytes = Buffer.byteLength(value);
  const fitsStandard = bytes <= STANDARD_VALUE_BYTES;
  // A parameter that is Advanced once cannot go back.
  const isAdvanced =
    tier === 'Advanced' || existing?.tier === 'Advanced' || (tier === 'Intelligent-Tiering' && !fitsStandard);
  if (!isAdvanced && !fitsStandard)
    throw validation(
      `Standard tier parameters support a maximum parameter value of ${STANDARD_VALUE_BYTES} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
    );
  if (bytes > ADVANCED_VALUE_BYTES)
    throw validation(
      `Advanced tier parameters support a maximum parameter value of ${ADVANCED_VALUE_BYTES} characters.`,
    );
  return isAdvanced ? 'Advanced' : 'Standard';
}

function dataTypeOf({ dataType }: PutRequest, existing: Parameter | undefined): string {
  const chosen = dataType ?? existing?.dataType ?? 'text';
  if (DATA_TYPES.includes(chosen)) return chosen;
  throw validation(`The following data type is not supported: ${chosen} (Data type names are all lowercase)`);
}

function checkTexts({ description = '', allowedPattern = '', tags = {} }: PutRequest): void {
  if (description.length > DESCRIPTION_CHARACTERS)
    throw validation(`The description has ${description.length} characters; the most is ${DESCRIPTION_CHARACTERS}.`);
  if (allowedPattern.length > ALLOWED_PATTERN_CHARACTERS)
    throw validation(
      `AllowedPattern has ${allowedPattern.length} characters; the most is ${ALLOWED_PATTERN_CHARACTERS}.`,
    );
  if (Object.keys(tags).length > TAGS)
    throw validation(`There are ${Object.keys(tags).length} tags; the most is ${TAGS}.`);
}

function checkValue(value: string, type: ParameterType, allowedPattern: string | undefined): void {
  if (value === '')
    throw validation(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  // Such a value would be taken for a reference to another parameter.
  if (/\{\{/.test(value))
    throw validation('Parameter value can not contain {{ }}: references in parameter values are not supported.');
  if (allowedPattern === undefined) return;
  const members = type === 'StringList' ? value.split(',') : [value];
  const pattern = compile(allowedPattern);
  if (!members.every((member) => pattern.test(member))) throw patternMismatch(allowedPattern);
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw invalidPattern(pattern);
  }
}
