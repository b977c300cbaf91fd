import type {
  ListTagsCommandInput,
  ListTagsCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import { missing } from '../errors.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import type { FunctionSettings } from '../functions/function-record.ts';
import { type AccessDeps, functionAccess } from './access.ts';
import type { Output } from './output.ts';

/** Tags are those of functions; layers and event source mappings have none here. */
function settingsOf(arn: string | undefined, { functions }: AccessDeps): FunctionSettings {
  if (!arn) throw missing('resource');
  return functions.settings(parseFunctionName(arn).name);
}

const access = (action: string, deps: AccessDeps) => (input: { Resource?: string | undefined }) =>
  functionAccess(action, deps)({ FunctionName: input.Resource });

/** https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource = (deps: AccessDeps) =>
  operation<TagResourceCommandInput, void>({
    name: 'TagResource',
    access: access('TagResource', deps),
    run({ Resource, Tags }) {
      const settings = settingsOf(Resource, deps);
      deps.functions.putSettings({ ...settings, tags: { ...settings.tags, ...Tags } });
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource = (deps: AccessDeps) =>
  operation<UntagResourceCommandInput, void>({
    name: 'UntagResource',
    access: access('UntagResource', deps),
    run({ Resource, TagKeys = [] }) {
      const settings = settingsOf(Resource, deps);
      const tags = Object.fromEntries(Object.entries(settings.tags).filter(([key]) => !TagKeys.includes(key)));
      deps.functions.putSettings({ ...settings, tags });
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags = (deps: AccessDeps) =>
  operation<ListTagsCommandInput, Output<ListTagsCommandOutput>>({
    name: 'ListTags',
    access: access('ListTags', deps),
    run: ({ Resource }) => ({ Tags: { ...settingsOf(Resource, deps).tags } }),
  });
