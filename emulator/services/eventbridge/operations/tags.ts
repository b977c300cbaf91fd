import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-eventbridge';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { parseArn } from '../arns.ts';
import { notFound } from '../errors.ts';
import type { Buses } from '../state/buses.ts';
import type { Tags } from '../state/model.ts';
import type { Rules } from '../state/rules.ts';
import { required } from '../validate.ts';
import type { EventsAccess } from './access.ts';
import { tagList, tagRecord } from './tag-list.ts';

interface Deps {
  readonly buses: Buses;
  readonly rules: Rules;
  readonly access: EventsAccess;
}

interface Tagged {
  readonly tags: Tags;
  readonly set: (tags: Tags) => void;
}

/** TagResource, UntagResource, ListTagsForResource: of rules and buses, which are all that has tags. */
export function tagOperations({ buses, rules, access }: Deps): AnyOperation[] {
  const find = (arn: string | undefined): Tagged => {
    const resourceArn = required(arn, 'resourceARN');
    const rule = rules.byArn(resourceArn);
    if (rule) return { tags: rule.tags, set: (tags) => void rules.put({ ...rule, tags }) };
    if (parseArn(resourceArn)?.resource.startsWith('event-bus/')) {
      const bus = buses.get(resourceArn);
      return { tags: bus.tags, set: (tags) => void buses.change(bus, { tags }) };
    }
    throw notFound(`Rule ${resourceArn.replace(/^.*:rule\//, '')} does not exist on EventBus default.`);
  };
  return [
    operation<TagResourceCommandInput, object>({
      name: 'TagResource',
      access: ({ ResourceARN }) => access.arn('TagResource', ResourceARN),
      run({ ResourceARN, Tags }) {
        const { tags, set } = find(ResourceARN);
        set({ ...tags, ...tagRecord(required(Tags, 'tags')) });
        return {};
      },
    }),
    operation<UntagResourceCommandInput, object>({
      name: 'UntagResource',
      access: ({ ResourceARN }) => access.arn('UntagResource', ResourceARN),
      run({ ResourceARN, TagKeys }) {
        const { tags, set } = find(ResourceARN);
        const removed = required(TagKeys, 'tagKeys');
        set(Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key))));
        return {};
      },
    }),
    operation<ListTagsForResourceCommandInput, Omit<ListTagsForResourceCommandOutput, '$metadata'>>({
      name: 'ListTagsForResource',
      access: ({ ResourceARN }) => access.arn('ListTagsForResource', ResourceARN),
      run: ({ ResourceARN }) => ({ Tags: tagList(find(ResourceARN).tags) }),
    }),
  ];
}
