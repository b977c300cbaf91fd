import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-sfn';
import { operation } from '../../../door/operation.ts';
import { resourceNotFound } from '../api-errors.ts';
import { checkArn } from '../arns.ts';
import type { OperationDeps } from './deps.ts';
import { checkTags } from './names.ts';

type Deps = Pick<OperationDeps, 'machines' | 'activities' | 'tags'>;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html */
export const tagResource = (deps: Deps) =>
  operation<TagResourceCommandInput, Record<string, never>>({
    name: 'TagResource',
    access: ({ resourceArn }) => [{ action: 'states:TagResource', resource: resourceArn ?? '*' }],
    run({ resourceArn, tags = [] }) {
      const arn = taggable(deps, resourceArn);
      checkTags(tags, deps.tags.list(arn).filter(({ key }) => !tags.some((tag) => tag.key === key)).length);
      deps.tags.put(arn, tags);
      return {};
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html */
export const untagResource = (deps: Deps) =>
  operation<UntagResourceCommandInput, Record<string, never>>({
    name: 'UntagResource',
    access: ({ resourceArn }) => [{ action: 'states:UntagResource', resource: resourceArn ?? '*' }],
    run({ resourceArn, tagKeys = [] }) {
      deps.tags.remove(taggable(deps, resourceArn), tagKeys);
      return {};
    },
  });

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html */
export const listTagsForResource = (deps: Deps) =>
  operation<ListTagsForResourceCommandInput, Omit<ListTagsForResourceCommandOutput, '$metadata'>>({
    name: 'ListTagsForResource',
    access: ({ resourceArn }) => [{ action: 'states:ListTagsForResource', resource: resourceArn ?? '*' }],
    run: ({ resourceArn }) => ({ tags: deps.tags.list(taggable(deps, resourceArn)) }),
  });

/** Only state machines and activities have tags. @throws AwsError InvalidArn, ResourceNotFound */
function taggable({ machines, activities }: Deps, resourceArn: string | undefined): string {
  const arn = checkArn(resourceArn);
  if (!machines.store.find(arn) && !activities.find(arn)) throw resourceNotFound(arn);
  return arn;
}
