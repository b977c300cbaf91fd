import type { Door } from '../../door/door.ts';
import type { Account } from '../../runtime/account.ts';
import { templateJson } from '../../template/language/yaml-template.ts';
import { NO_ASSETS } from '../../template/stacks/stack-operations.ts';
import type { StackRecord } from '../../template/stacks/stack-record.ts';
import { templateAt } from '../../template/template-source.ts';
import { validationError } from './errors.ts';
import { TEMPLATE_BODY_BYTES, TEMPLATE_OBJECT_BYTES } from './limits.ts';

/** How a request names its template. */
export interface TemplateRequest {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate?: boolean | undefined;
}

export interface RequestedTemplate {
  /** JSON. */
  readonly templateBody: string;
  /** As it was submitted, when that was YAML. */
  readonly originalBody?: string;
}

/**
 * The template of a request: in its body, in S3, or the stack's own.
 *
 * @throws AwsError ValidationError when it names none, two, or one that is too large
 */
export async function requestedTemplate(
  { TemplateBody, TemplateURL, UsePreviousTemplate }: TemplateRequest,
  { account, door }: { account: Account; door: Door },
  current?: StackRecord,
): Promise<RequestedTemplate> {
  if (UsePreviousTemplate && current) {
    const { originalBody } = current.details;
    return { templateBody: current.templateBody, ...(originalBody === undefined ? {} : { originalBody }) };
  }
  if (TemplateBody && TemplateURL)
    throw validationError('Template URL and Template Body cannot be specified at the same time.');
  if (!TemplateBody && !TemplateURL) throw validationError('Either Template URL or Template Body must be specified.');
  const body = TemplateBody ?? (await templateAt(TemplateURL ?? '', { assets: NO_ASSETS, door, account }));
  const most = TemplateBody ? TEMPLATE_BODY_BYTES : TEMPLATE_OBJECT_BYTES;
  if (Buffer.byteLength(body) > most) throw tooLarge(TemplateBody !== undefined, most);
  const templateBody = await templateJson(body);
  return { templateBody, ...(templateBody === body ? {} : { originalBody: body }) };
}

const tooLarge = (isInline: boolean, most: number) =>
  validationError(
    isInline
      ? `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${most}`
      : `Template may not exceed ${most} bytes in size.`,
  );
