import type {
  AddTagsToResourceCommandInput,
  AddTagsToResourceCommandOutput,
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  RemoveTagsFromResourceCommandInput,
  RemoveTagsFromResourceCommandOutput,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { invalidResourceId, invalidResourceType } from '../errors.ts';
import { TAGS } from '../limits.ts';
import { parseSelector } from '../parameter-name.ts';
import type { Parameters } from '../parameters.ts';
import { onParameters } from './access.ts';
import { required } from './required.ts';

interface Deps {
  readonly parameters: Parameters;
  readonly account: Account;
}

interface Target {
  readonly ResourceType?: string | undefined;
  readonly ResourceId?: string | undefined;
}

/** The name of the tagged parameter: of all resources of Systems Manager, the emulator has only those. */
function target({ ResourceType, ResourceId }: Target, parameters: Parameters): string {
  const type = required(ResourceType, 'resourceType');
  if (type !== 'Parameter') throw invalidResourceType(type);
  const { name } = parseSelector(required(ResourceId, 'resourceId'));
  if (!parameters.find(name)) throw invalidResourceId(name);
  return name;
}

export const addTagsToResource = ({ parameters, account }: Deps) =>
  operation<AddTagsToResourceCommandInput, Omit<AddTagsToResourceCommandOutput, '$metadata'>>({
    name: 'AddTagsToResource',
    access: ({ ResourceId = '' }) => onParameters(account, 'AddTagsToResource', [ResourceId]),
    run(input) {
      const name = target(input, parameters);
      const added = required(input.Tags, 'tags').map(({ Key = '', Value = '' }) => [Key, Value]);
      const tags = { ...parameters.tags(name), ...Object.fromEntries(added) };
      if (Object.keys(tags).length > TAGS)
        throw new AwsError('TooManyTagsError', `The Targets parameter includes too many tags; the most is ${TAGS}.`);
      parameters.setTags(name, tags);
      return {};
    },
  });

export const removeTagsFromResource = ({ parameters, account }: Deps) =>
  operation<RemoveTagsFromResourceCommandInput, Omit<RemoveTagsFromResourceCommandOutput, '$metadata'>>({
    name: 'RemoveTagsFromResource',
    access: ({ ResourceId = '' }) => onParameters(account, 'RemoveTagsFromResource', [ResourceId]),
    run(input) {
      const name = target(input, parameters);
      const removed = required(input.TagKeys, 'tagKeys');
      const rest = Object.entries(parameters.tags(name)).filter(([key]) => !removed.includes(key));
      parameters.setTags(name, Object.fromEntries(rest));
      return {};
    },
  });

export const listTagsForResource = ({ parameters, account }: Deps) =>
  operation<ListTagsForResourceCommandInput, Omit<ListTagsForResourceCommandOutput, '$metadata'>>({
    name: 'ListTagsForResource',
    access: ({ ResourceId = '' }) => onParameters(account, 'ListTagsForResource', [ResourceId]),
    run: (input) => ({
      TagList: Object.entries(parameters.tags(target(input, parameters))).map(([Key, Value]) => ({ Key, Value })),
    }),
  });
