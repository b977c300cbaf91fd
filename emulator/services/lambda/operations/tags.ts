import type {
  ListTagsCommandInput,
  ListTagsCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import { missing } from '../errors.ts';
import { uuidOfArn } from '../event-sources/mapping.ts';
import type { Mappings } from '../event-sources/mappings.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import { type AccessDeps, functionAccess } from './access.ts';
import type { Output } from './output.ts';

interface Deps extends AccessDeps {
  readonly mappings: Mappings;
}

type Tags = Readonly<Record<string, string>>;

interface Tagged {
  readonly tags: Tags;
  replace(tags: Tags): void;
}

/** Tags are those of functions and event source mappings; layers have none here. */
function tagged(arn: string | undefined, { functions, mappings }: Deps): Tagged {
  if (!arn) throw missing('resource');
  const uuid = uuidOfArn(arn);
  if (uuid !== undefined) {
    const mapping = mappings.get(uuid);
    return { tags: mapping.tags, replace: (tags) => mappings.setTags(mapping, tags) };
  }
  const settings = functions.settings(parseFunctionName(arn).name);
  return { tags: settings.tags, replace: (tags) => functions.putSettings({ ...settings, tags }) };
}

const access = (action: string, deps: Deps) => (input: { Resource?: string | undefined }) =>
  input.Resource && uuidOfArn(input.Resource) !== undefined
    ? [{ action: `lambda:${action}`, resource: input.Resource }]
    : functionAccess(action, deps)({ FunctionName: input.Resource });

/** https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource = (deps: Deps) =>
  operation<TagResourceCommandInput, void>({
    name: 'TagResource',
    access: access('TagResource', deps),
    run({ Resource, Tags }) {
      const resource = tagged(Resource, deps);
      resource.replace({ ...resource.tags, ...Tags });
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource = (deps: Deps) =>
  operation<UntagResourceCommandInput, void>({
    name: 'UntagResource',
    access: access('UntagResource', deps),
    run({ Resource, TagKeys = [] }) {
      const resource = tagged(Resource, deps);
      resource.replace(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !TagKeys.includes(key))));
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags = (deps: Deps) =>
  operation<ListTagsCommandInput, Output<ListTagsCommandOutput>>({
    name: 'ListTags',
    access: access('ListTags', deps),
    run: ({ Resource }) => ({ Tags: { ...tagged(Resource, deps).tags } }),
  });
