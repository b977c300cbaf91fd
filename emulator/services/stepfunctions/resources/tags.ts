import type { Tag } from '@aws-sdk/client-sfn';
import type { TagStore } from '../storage/tag-store.ts';

export const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** Makes the tags of a resource those of the template. */
export function replaceTags(store: TagStore, arn: string, tags: Readonly<Record<string, string>>): void {
  store.removeAll(arn);
  store.put(arn, tagList(tags));
}
